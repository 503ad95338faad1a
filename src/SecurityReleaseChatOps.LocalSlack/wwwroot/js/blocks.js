import { h, safeImageUrl, uid } from './dom.js';
import { element } from './elements.js';
import { Form, isStateful } from './form.js';
import { icon } from './icons.js';
import { link, plainString, textObject } from './inline.js';
import { markdown } from './markdown.js';
import { richText } from './richtext.js';

/** Draws blocks. `ctx` as in elements.js, without the block's own parts; `ctx.errors` = {block_id: text} shows under inputs. */
export function blocks(list, ctx) {
  return (list ?? []).map(block => {
    try { return draw(block, ctx); }
    catch (error) { console.error(error); return h('div.unsupported', null, `This ${block?.type ?? ''} block could not be drawn.`); }
  });
}

function draw(block, ctx) {
  const el = kinds[block.type]?.(block, ctx) ?? h('div.unsupported', null, `This page does not draw “${block.type}” blocks.`);
  el.classList.add('block', `block-${block.type}`);
  if (block.block_id) el.dataset.blockId = block.block_id;
  return el;
}

const within = (ctx, block, more) => ({ ...ctx, blockId: block.block_id, ...more });

const kinds = {
  section(block, ctx) {
    const textId = uid('section');
    const accessory = block.accessory && (block.accessory.type === 'image' ? picture(block.accessory, 'accessory-image') : element(block.accessory, within(ctx, block, { acts: true, labelledBy: block.text && block.accessory.type !== 'button' && block.accessory.type !== 'overflow' ? textId : null })));
    return h(`div${accessory ? '.with-accessory' : ''}`, null,
      h('div.section-body', null,
        block.text ? h('div.section-text', { id: textId }, textObject(block.text)) : null,
        block.fields?.length ? h('div.fields', null, block.fields.map(field => h('div.field', null, textObject(field)))) : null),
      accessory ? h(`div.accessory.accessory-${block.accessory.type}`, null, accessory) : null);
  },
  header: (block, ctx) => h(ctx.kind === 'modal' ? 'h3' : 'h2', null, textObject(block.text)),
  divider: () => h('hr'),
  context: block => h('div', null, (block.elements ?? []).map(part => (part.type === 'image' ? picture(part, 'context-image') : h('span.context-text', null, textObject(part))))),
  actions: (block, ctx) => h('div', { role: 'group', 'aria-label': 'Actions' }, (block.elements ?? []).map(part => element(part, within(ctx, block, { acts: true })))),
  image(block) {
    const title = block.title ? h('figcaption', null, textObject(block.title)) : null;
    return h('figure', null, title, picture(block, 'block-image'));
  },
  input,
  rich_text: block => richText(block),
  markdown: block => markdown(block.text),
  table,
  file: block => h('div', null, icon('file'), ` ${block.external_id ?? 'File'}`),
  video: block => h('div', null, link(block.title_url ?? block.video_url, plainString(block.title) || block.alt_text)),
};

function input(block, ctx) {
  const labelId = uid('label'), hintId = block.hint ? uid('hint') : null, errorId = uid('error');
  const wrong = ctx.errors?.[block.block_id];
  const inputId = uid('input');
  const choice = ['checkboxes', 'radio_buttons'].includes(block.element?.type);
  const required = !block.optional;
  const label = [h('span', { id: labelId }, textObject(block.label)), required ? h('span.required', { 'aria-hidden': true, title: 'Required' }, '*') : h('span.optional', null, '(optional)')];
  return h(`div${wrong ? '.invalid' : ''}`, null,
    h(choice ? 'div.input-label' : 'label.input-label', choice ? null : { htmlFor: inputId }, label),
    element(block.element, within(ctx, block, { acts: Boolean(block.dispatch_action), labelledBy: labelId, label: plainString(block.label), inputId, required, describedBy: [wrong ? errorId : null, hintId].filter(Boolean).join(' ') || null })),
    wrong ? h('div.input-error', { id: errorId, role: 'alert' }, icon('warning'), h('span', null, wrong)) : null,
    hintId ? h('div.hint', { id: hintId }, textObject(block.hint)) : null);
}

function picture(image, className) {
  const src = safeImageUrl(image.image_url ?? image.slack_file?.url);
  if (!src) return h('span.image-missing', { role: 'img', 'aria-label': image.alt_text ?? '' }, icon('eye'), ` ${image.alt_text ?? 'Image'}`);
  const el = h(`img.${className}`, { src, alt: image.alt_text ?? '', loading: 'lazy' });
  el.addEventListener('error', () => el.replaceWith(h('span.image-missing', { role: 'img', 'aria-label': image.alt_text ?? '' }, icon('eye'), ` ${image.alt_text ?? 'Image'}`)));
  return el;
}

function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (data, i, tag) => h(`${tag}.align-${settings[i]?.align ?? 'left'}${settings[i]?.is_wrapped ? '.wraps' : ''}`, null,
    data?.type === 'rich_text' ? richText(data) : String(data?.text ?? data?.value ?? ''));
  const [head, ...rows] = block.rows ?? [];
  return h('div.table-wrap', { tabIndex: 0, role: 'group', 'aria-label': 'Table' }, h('table', null,
    head ? h('thead', null, h('tr', null, head.map((data, i) => cell(data, i, 'th')))) : null,
    h('tbody', null, rows.map(row => h('tr', null, row.map((data, i) => cell(data, i, 'td')))))));
}

/** The stateful elements of a list of blocks: [{block, element}]. */
export function statefuls(list) {
  return (list ?? []).flatMap(block => [block.element, block.accessory, ...(block.type === 'actions' ? block.elements ?? [] : [])]
    .filter(part => part && isStateful(part.type)).map(part => ({ block, element: part })));
}

export const formKeys = list => new Set(statefuls(list).map(({ block, element: part }) => Form.key(block.block_id, part.action_id)));
