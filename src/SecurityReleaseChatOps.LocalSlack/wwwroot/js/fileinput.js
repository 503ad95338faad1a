import { fill, h } from './dom.js';
import { changed } from './elements.js';
import { picked, pickedList } from './files.js';

/** file_input: files picked on this computer. */
export function fileInput(source, ctx) {
  const most = source.max_files ?? 10;
  let files = ctx.form.value(ctx.blockId, source, ctx.seen?.(ctx.blockId, source.action_id)) ?? [];
  const list = h('ul.file-list', { 'aria-label': 'Chosen files' });
  const input = h('input.file-input', {
    type: 'file', id: ctx.inputId, multiple: most > 1, accept: (source.filetypes ?? []).map(type => `.${type}`).join(',') || null,
    'aria-labelledby': ctx.labelledBy, 'aria-describedby': ctx.describedBy, 'aria-required': ctx.required || null, 'data-action-id': source.action_id,
    onchange: async () => {
      const more = await picked(input.files);
      input.value = '';
      if (more) set([...(most > 1 ? files : []), ...more].slice(0, most));
    },
  });

  function set(next) {
    files = next;
    changed(input, source, ctx, files);
    draw();
  }

  const draw = () => fill(list, pickedList(files, file => set(files.filter(other => other !== file))));

  draw();
  return h('div.file-box', null, input, list);
}
