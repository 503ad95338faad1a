import { h, uid, wrapTab } from './dom.js';
import { icon } from './icons.js';
import { plainString, textObject } from './inline.js';

/** Only the topmost dialog is there for a screen reader; the page is when none stands. */
function behind() {
  const open = [...document.querySelectorAll('dialog[open]')];
  [document.getElementById('app'), ...open].forEach(el => el.removeAttribute('aria-hidden'));
  [document.getElementById('app'), ...open].slice(0, -1).forEach(el => el.setAttribute('aria-hidden', 'true'));
}

/** Puts `content` into a modal dialog named by its element `titleId`; `onClose` runs once when it goes. */
export function openDialog(content, { titleId, label, className = '', onCancel, onClose } = {}) {
  const before = document.activeElement;
  const el = h('dialog.dialog', { 'aria-labelledby': titleId, 'aria-label': label, 'aria-modal': true, role: 'dialog', class: className, tabIndex: -1 }, content);
  let gone = false;
  const close = () => {
    if (gone) return;
    gone = true;
    el.close();
    el.remove();
    behind();
    onClose?.();
    if (before?.isConnected) before.focus?.();
  };
  el.addEventListener('cancel', event => { event.preventDefault(); (onCancel ?? close)(); });
  el.addEventListener('keydown', event => wrapTab(event, el));
  document.body.append(el);
  el.showModal();
  behind();
  return { el, close };
}

/** A small dialog of our own: title, body, and buttons [{label, style?, run}]; a run that answers false keeps it open. */
export function simpleDialog({ title, body, submit, cancel = 'Cancel', style = 'primary', run }) {
  const titleId = uid('title');
  const error = h('p.form-error', { role: 'alert', hidden: true });
  const go = h(`button.btn.${style}`, { type: 'submit' }, submit);
  const form = h('form.dialog-form', {
    novalidate: true,
    onsubmit: async event => {
      event.preventDefault();
      go.classList.add('busy');
      error.hidden = true;
      try { if ((await run()) !== false) dialog.close(); }
      catch (problem) { error.textContent = problem.message; error.hidden = false; }
      finally { go.classList.remove('busy'); }
    },
  },
  h('header.dialog-head', null, h('h2', { id: titleId }, title), h('button.icon-btn', { type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('close'))),
  h('div.dialog-body', null, body, error),
  h('footer.dialog-foot', null, h('button.btn', { type: 'button', onclick: () => dialog.close() }, cancel), go));
  const dialog = openDialog(form, { titleId, className: 'small' });
  (form.querySelector('.dialog-body input, .dialog-body textarea, .dialog-body select') ?? go).focus();
  return dialog;
}

/** A Block Kit confirm object, asked; answers whether the person agreed. */
export function confirmDialog(confirm) {
  return new Promise(answer => {
    const titleId = uid('title'), textId = uid('text');
    let yes = false;
    const refuse = h('button.btn', { type: 'button', onclick: () => dialog.close() }, plainString(confirm.deny) || 'Cancel');
    const agree = h(`button.btn.${confirm.style === 'danger' ? 'danger-solid' : 'primary'}`, { type: 'button', onclick: () => { yes = true; dialog.close(); } }, plainString(confirm.confirm) || 'Yes');
    const dialog = openDialog([
      h('header.dialog-head', null, h('h2', { id: titleId }, textObject(confirm.title ?? 'Are you sure?')), h('button.icon-btn', { type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('close'))),
      h('div.dialog-body', { id: textId }, textObject(confirm.text)),
      h('footer.dialog-foot', null, refuse, agree),
    ], { titleId, className: 'small', onClose: () => answer(yes) });
    // Enter, pressed too soon, must destroy nothing.
    (confirm.style === 'danger' ? refuse : agree).focus();
  });
}

/** A short message that fades; errors stay until dismissed or ten seconds pass. */
export function toast(text, { error = false } = {}) {
  let holder = document.querySelector('.toasts');
  if (!holder) {
    holder = h('div.toasts', { popover: 'manual' });
    document.body.append(holder);
  }
  const el = h(`div.toast${error ? '.error' : ''}`, { role: error ? 'alert' : 'status' }, error ? icon('warning') : icon('check'), h('span', null, text),
    h('button.icon-btn', { type: 'button', 'aria-label': 'Dismiss', onclick: () => el.remove() }, icon('close')));
  holder.append(el);
  holder.hidePopover?.();
  holder.showPopover?.();
  setTimeout(() => { el.remove(); if (!holder.childElementCount) holder.hidePopover?.(); }, error ? 10_000 : 3500);
}

export const failed = error => toast(error.message ?? String(error), { error: true });
