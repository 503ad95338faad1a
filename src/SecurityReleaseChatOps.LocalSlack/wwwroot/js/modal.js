import { blockContext, trouble } from './actions.js';
import { api } from './api.js';
import { avatar } from './avatar.js';
import { blocks, formKeys, statefuls } from './blocks.js';
import { confirmDialog, failed, openDialog } from './dialog.js';
import { fill, h, uid } from './dom.js';
import { Form } from './form.js';
import { icon } from './icons.js';
import { plain, plainString } from './inline.js';
import { problem } from './inputs.js';
import { closePopups } from './popup.js';
import { appName, on, store } from './store.js';

const forms = new Map();
let dialog = null, parts = null, view = null, drawn = '', errors = {}, note = null, asked = 0;

/** Shows the person's top view whenever the workspace says that their views changed. */
export function modals() {
  on('view', refresh);
  on('me', () => { forms.clear(); show(null); refresh(); });
  on('state', () => { if (view) draw(true); });
}

async function refresh() {
  const mine = ++asked, who = store.me;
  if (!who) return;
  let stack = [];
  try { stack = (await api.views(who)).views; } catch (error) { if (error.status !== 404 && error.status !== 403) { failed(error); return; } }
  if (mine === asked && who === store.me) show(stack.at(-1));
}

function show(next) {
  if (!next) {
    view = null;
    forms.clear();
    dialog?.close();
    return;
  }
  if (next.id !== view?.id) note = null;
  if (next.id !== view?.id || next.hash !== view.hash || next.errors) errors = next.errors ?? {};
  view = next;
  if (!forms.has(view.id)) forms.set(view.id, new Form());
  if (!dialog) frame();
  draw();
}

function frame() {
  const titleId = uid('modal');
  parts = { head: h('header.dialog-head'), body: h('div.dialog-body', { tabIndex: -1 }), foot: h('footer.dialog-foot') };
  const form = h('form.dialog-form', { novalidate: true, onsubmit: event => { event.preventDefault(); submit(); } }, parts.head, parts.body, parts.foot);
  parts.titleId = titleId;
  parts.form = form;
  dialog = openDialog(form, { titleId, className: 'modal', onCancel: escape, onClose: () => { dialog = null; drawn = ''; closePopups(); } });
  // Enter in a one-line field submits, as in Slack; a combobox takes its Enter itself.
  form.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && view?.submit) { event.preventDefault(); submit(); }
  });
}

/** Draws the view into the frame; the field with the focus, its selection, its open list and the scroll stay where they are. */
function draw(force = false) {
  const sign = JSON.stringify([view, errors, note]);
  if (sign === drawn && !force) return;
  const fresh = !drawn || JSON.parse(drawn)[0].id !== view.id;
  drawn = sign;
  const form = forms.get(view.id);
  form.keep(formKeys(view.blocks));
  const focus = fresh ? null : focusMark(), scroll = fresh ? 0 : parts.body.scrollTop;
  closePopups();
  const ctx = blockContext('modal', { viewId: view.id }, form, view.blocks, { errors, seen: (block, action) => view.state?.values?.[block]?.[action], onChange: () => {} });
  const deep = Boolean(view.previous_view_id);

  fill(parts.head,
    deep ? h('button.icon-btn', { type: 'button', 'aria-label': 'Back', onclick: () => close(false) }, icon('back')) : avatar(store.app?.bot_user_id ?? 'app', 'small'),
    h('h2', { id: parts.titleId }, plain(plainString(view.title))),
    h('button.icon-btn', { type: 'button', 'aria-label': 'Close dialog', onclick: () => close(true) }, icon('close')));
  fill(parts.body, note ? h('div.modal-note', { role: 'alert' }, icon('warning'), h('span', null, note)) : null, blocks(view.blocks, ctx));
  fill(parts.foot,
    h('span.foot-app', null, appName()), h('span.grow'),
    h('button.btn', { type: 'button', onclick: () => close(false) }, plain(plainString(view.close) || 'Cancel')),
    view.submit ? h('button.btn.primary.submit', { type: 'submit' }, h('span.btn-text', null, plain(plainString(view.submit))), h('span.spinner', { 'aria-hidden': true })) : null);

  parts.body.scrollTop = scroll;
  if (fresh) firstField()?.focus({ preventScroll: true });
  else restoreFocus(focus);
}

/** Where one begins: the field that the app names, else the first to type in, past choices that are made already. */
function firstField() {
  if (matchMedia('(pointer: coarse)').matches) return dialog.el;
  const named = view.blocks.find(block => block.element?.focus_on_load);
  const first = named ? `[data-block-id="${CSS.escape(named.block_id)}"] :is(input, textarea)` : '.block-input :is(textarea, .text-input:not(.picker), .combo:not(.filled) .combo-input)';
  return parts.body.querySelector(first) ?? parts.body.querySelector('input, textarea') ?? parts.foot.querySelector('.submit, .btn') ?? dialog.el;
}

function focusMark() {
  const at = document.activeElement, block = at?.closest?.('[data-block-id]');
  if (!block || !parts.form.contains(at)) return null;
  const same = [...block.querySelectorAll('input, textarea, button, a')];
  return { block: block.dataset.blockId, n: same.indexOf(at), from: at.selectionStart, to: at.selectionEnd, search: at.getAttribute('aria-expanded') === 'true' ? at.value : null };
}

function restoreFocus(mark) {
  if (!mark) { if (!parts.form.contains(document.activeElement)) dialog.el.focus({ preventScroll: true }); return; }
  const block = parts.body.querySelector(`[data-block-id="${CSS.escape(mark.block)}"]`);
  const target = block && [...block.querySelectorAll('input, textarea, button, a')][mark.n];
  (target ?? dialog.el).focus({ preventScroll: true });
  // A list that was open is open again, with what was typed into it: it must not close under the hand that picks from it.
  if (target && mark.search !== null) { target.value = mark.search; target.dispatchEvent(new Event('input', { bubbles: true })); }
  if (target && typeof mark.from === 'number') { try { target.setSelectionRange(mark.from, mark.to); } catch { /* no text field */ } }
}

function inputs() {
  return statefuls(view.blocks).filter(({ block }) => block.type === 'input');
}

function wrongInputs(form) {
  const wrong = {};
  for (const { block, element } of inputs()) {
    const text = problem(element, form.get(block.block_id, element.action_id), !block.optional);
    if (text) wrong[block.block_id] = text;
  }
  return wrong;
}

function showErrors(found) {
  errors = found;
  draw(true);
  const first = parts.body.querySelector('.block-input.invalid');
  first?.scrollIntoView({ block: 'nearest' });
  first?.querySelector('input, textarea')?.focus({ preventScroll: true });
}

async function submit() {
  if (!view?.submit || parts.form.classList.contains('submitting')) return;
  const sent = view, form = forms.get(sent.id);
  note = null;
  const wrong = wrongInputs(form);
  if (Object.keys(wrong).length) { showErrors(wrong); return; }
  errors = {};
  draw(true);
  parts.form.classList.add('submitting');
  const button = parts.foot.querySelector('.submit');
  button.classList.add('busy');
  button.setAttribute('aria-busy', 'true');
  try {
    const answer = await api.submit(sent.id, { user: store.me, values: form.inputs(sent.blocks) });
    if (answer.status === 'errors') { if (view?.id === sent.id) showErrors(answer.errors_by_block); return; }
    if (answer.status === 'failed') { note = `${trouble(answer)} What you entered is kept.`; if (view) draw(true); return; }
    form.touched = false; // sent: what an updated view shows in its place may be closed at once
    show(answer.view);
  } catch (error) {
    if (error.status === 404) { await refresh(); failed(error); return; }
    note = `${error.message} What you entered is kept.`;
    if (view) draw(true);
  } finally {
    parts.form.classList.remove('submitting');
    const now = parts.foot.querySelector('.submit');
    now?.classList.remove('busy');
    now?.removeAttribute('aria-busy');
  }
}

/** Closes the top view, or with `all` the whole stack. */
async function close(all) {
  const closing = view;
  try { show((await api.close(closing.id, { user: store.me, all })).view); } catch (error) { if (error.status !== 404) failed(error); await refresh(); }
}

/** Esc closes at once only where nothing was entered. */
async function escape() {
  if (!view) return;
  const form = forms.get(view.id);
  if (form?.touched && !(await confirmDialog({ title: 'Discard what you entered?', text: `“${plainString(view.title)}” has not been sent.`, confirm: 'Discard', deny: 'Keep editing', style: 'danger' }))) return;
  close(true);
}
