import { h, safeUrl, uid } from './dom.js';
import { icon } from './icons.js';
import { plainString, textObject } from './inline.js';
import { openMenu } from './menu.js';
import { confirmDialog } from './dialog.js';
import { selectElement } from './selects.js';
import { fileInput } from './fileinput.js';
import { textElement } from './inputs.js';
import { richInput } from './richinput.js';
import { zone } from './store.js';
import { isoLocal, parseLocal } from './time.js';

/**
 * Draws a block element. `ctx`: {form, blockId, seen(blockId, actionId), act(element, blockId, value) → promise, acts: whether a
 * change is sent at once, labelledBy, describedBy, required, kind: message | modal | home}.
 */
export function element(source, ctx) {
  switch (source.type) {
    case 'button': case 'workflow_button': return button(source, ctx);
    case 'overflow': return overflow(source, ctx);
    case 'checkboxes': case 'radio_buttons': return choices(source, ctx);
    case 'datepicker': return picker(source, ctx, 'date', value => value, value => value);
    case 'timepicker': return picker(source, ctx, 'time', value => value, value => value);
    case 'datetimepicker': return picker(source, ctx, 'datetime-local', value => isoLocal(value * 1000, zone()), value => parseLocal(value, zone()) / 1000);
    case 'plain_text_input': case 'email_text_input': case 'url_text_input': case 'number_input': return textElement(source, ctx);
    case 'rich_text_input': return richInput(source, ctx);
    case 'file_input': return fileInput(source, ctx);
    default:
      if (source.type.endsWith('_select')) return selectElement(source, ctx);
      return h('span.unsupported', null, `This page does not draw “${source.type}”.`);
  }
}

/** Asks the element's confirm question, then sends; the control shows that it waits. Answers whether it was sent. */
export async function send(control, source, ctx, value, ask = source.confirm) {
  if (ask && !(await confirmDialog(ask))) return false;
  control.setAttribute('aria-busy', 'true');
  control.classList.add('busy');
  try {
    await ctx.act(source, ctx.blockId, value);
  } finally {
    control.removeAttribute('aria-busy');
    control.classList.remove('busy');
  }
  return true;
}

/** Stores a value and, where the block asks for it, sends it; a declined confirm puts the former value back by `undo`. */
export async function changed(control, source, ctx, value, undo) {
  const before = ctx.form.get(ctx.blockId, source.action_id);
  ctx.form.set(ctx.blockId, source, value);
  ctx.onChange?.();
  if (!ctx.acts) return;
  if (!(await send(control, source, ctx, value))) { ctx.form.set(ctx.blockId, source, before); undo?.(before); }
}

function button(source, ctx) {
  const style = ['primary', 'danger'].includes(source.style) ? `.${source.style}` : '';
  const href = source.url ? safeUrl(source.url) : null;
  const label = source.accessibility_label ?? null;
  if (href) {
    return h(`a.btn${style}`, { href, target: '_blank', rel: 'noopener noreferrer', role: 'button', 'aria-label': label, onclick: event => { send(event.currentTarget, source, ctx, source.value, null); } }, textObject(source.text));
  }
  const el = h(`button.btn${style}`, { type: 'button', 'aria-label': label, 'data-action-id': source.action_id, onclick: () => { if (!el.classList.contains('busy')) send(el, source, ctx, source.value); } },
    h('span.btn-text', null, textObject(source.text)), h('span.spinner', { 'aria-hidden': true }));
  return el;
}

function overflow(source, ctx) {
  const el = h('button.btn.icon-btn.overflow', { type: 'button', 'aria-label': 'More options', 'aria-haspopup': 'menu', 'aria-expanded': false, 'data-action-id': source.action_id }, icon('more'));
  el.addEventListener('click', () => openMenu(el, (source.options ?? []).map(option => ({
    label: textObject(option.text), description: plainString(option.description) || null,
    run: () => {
      const href = option.url ? safeUrl(option.url) : null;
      if (href) window.open(href, '_blank', 'noopener');
      send(el, source, ctx, option.value);
    },
  })), { label: 'More options', side: 'below-end' }));
  return el;
}

function choices(source, ctx) {
  const many = source.type === 'checkboxes', name = uid('choice');
  const selected = () => [ctx.form.get(ctx.blockId, source.action_id)].flat().filter(Boolean).map(option => option.value);
  ctx.form.value(ctx.blockId, source, ctx.seen?.(ctx.blockId, source.action_id));
  const group = h('div.choices', { role: many ? 'group' : 'radiogroup', 'aria-labelledby': ctx.labelledBy, 'aria-label': ctx.labelledBy ? null : 'Options', 'aria-describedby': ctx.describedBy, 'data-action-id': source.action_id });
  const inputs = (source.options ?? []).map(option => {
    const id = uid('choice'), about = option.description ? uid('about') : null;
    const input = h('input', { type: many ? 'checkbox' : 'radio', id, name, value: option.value, checked: selected().includes(option.value), 'aria-describedby': about, onchange: pick });
    group.append(h('div.choice', null, input, h('span.choice-words', null, h('label', { htmlFor: id }, textObject(option.text)), about ? h('span.choice-about', { id: about }, textObject(option.description)) : null)));
    return input;
  });
  function pick() {
    const on = source.options.filter((_, i) => inputs[i].checked);
    changed(group, source, ctx, many ? on : on[0] ?? null, () => inputs.forEach(input => { input.checked = selected().includes(input.value); }));
  }
  return group;
}

function picker(source, ctx, type, show, read) {
  const value = ctx.form.value(ctx.blockId, source, ctx.seen?.(ctx.blockId, source.action_id));
  const text = v => (v === null || v === '' || v === undefined ? '' : show(v));
  const input = h('input.text-input.picker', {
    type, id: ctx.inputId, value: text(value), 'aria-labelledby': ctx.labelledBy, 'aria-label': ctx.labelledBy ? null : plainString(source.placeholder) || { date: 'Date', time: 'Time' }[type] || 'Date and time',
    'aria-describedby': ctx.describedBy, 'aria-required': ctx.required || null, 'data-action-id': source.action_id,
    onchange: () => changed(input, source, ctx, input.value ? read(input.value) : null, before => { input.value = text(before); }),
    oninput: () => { if (!ctx.acts) changed(input, source, ctx, input.value ? read(input.value) : null); },
  });
  return type === 'datetime-local' ? h('span.picker-zone', null, input, h('span.zone-note', null, zone().replace(/_/g, ' '))) : input;
}

