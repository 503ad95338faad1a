import { toast } from './dialog.js';
import { fill, h } from './dom.js';
import { changed } from './elements.js';
import { icon } from './icons.js';

/** What the control API takes in one call, with room for the rest of the form. */
const largest = 2.5 * 1024 * 1024;

/** file_input: files picked on this computer, each sent as {name, content}, or {name, base64} when it is no text. */
export function fileInput(source, ctx) {
  const most = source.max_files ?? 10;
  let files = ctx.form.value(ctx.blockId, source, ctx.seen?.(ctx.blockId, source.action_id)) ?? [];
  const list = h('ul.file-list', { 'aria-label': 'Chosen files' });
  const input = h('input.file-input', {
    type: 'file', id: ctx.inputId, multiple: most > 1, accept: (source.filetypes ?? []).map(type => `.${type}`).join(',') || null,
    'aria-labelledby': ctx.labelledBy, 'aria-describedby': ctx.describedBy, 'aria-required': ctx.required || null, 'data-action-id': source.action_id,
    onchange: async () => { set([...(most > 1 ? files : []), ...await Promise.all([...input.files].map(read))].slice(0, most)); input.value = ''; },
  });

  function set(next) {
    if (next.reduce((sum, file) => sum + (file.content ?? file.base64 ?? '').length, 0) > largest) { toast('Files can have up to 2.5 MB here.', { error: true }); return; }
    files = next;
    changed(input, source, ctx, files);
    draw();
  }

  const draw = () => fill(list, files.map(file => h('li', null, icon('file'), h('span', null, file.name),
    h('button.icon-btn', { type: 'button', 'aria-label': `Remove ${file.name}`, onclick: () => set(files.filter(other => other !== file)) }, icon('close')))));

  draw();
  return h('div.file-box', null, input, list);
}

async function read(file) {
  const bytes = await file.arrayBuffer();
  try {
    return { name: file.name, content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const address = await new Promise(done => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(file); });
    return { name: file.name, base64: address.slice(address.indexOf(',') + 1) };
  }
}
