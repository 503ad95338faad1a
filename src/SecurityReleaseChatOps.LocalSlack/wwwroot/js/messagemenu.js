import { runShortcut } from './actions.js';
import { api } from './api.js';
import { confirmDialog, failed, toast } from './dialog.js';
import { copyText, h } from './dom.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { draftText, markNames } from './entities.js';
import { pickReaction, toggle } from './reactions.js';
import { channelHash, go, permalink } from './route.js';
import { emit, store } from './store.js';

/** The buttons that show on a message under the pointer or the focus. */
export function toolbar(message, place) {
  if (message.ephemeral) return h('div.message-tools', { role: 'toolbar', 'aria-label': 'Message actions' }, dismiss(message, place));
  const button = (label, name, run) => {
    const el = h('button.icon-btn', { type: 'button', 'aria-label': label, title: label, onclick: () => run(el) }, icon(name));
    return el;
  };
  const quick = [['white_check_mark', '✅'], ['eyes', '👀'], ['raised_hands', '🙌']].map(([name, char]) =>
    h('button.icon-btn.quick', { type: 'button', 'aria-label': `React with ${name.replace(/_/g, ' ')}`, title: `:${name}:`, onclick: () => toggle(message, place.channel, name) }, char));
  return h('div.message-tools', { role: 'toolbar', 'aria-label': 'Message actions' }, quick,
    button('Add reaction', 'smile', el => pickReaction(el, message, place.channel)),
    place.thread ? null : button('Reply in thread', 'thread', () => go(channelHash(place.channel, null, message.thread_ts ?? message.ts))),
    button('More actions', 'more', el => messageMenu(el, message, place)));
}

const dismiss = (message, place) => h('button.icon-btn', {
  type: 'button', 'aria-label': 'Dismiss message', title: 'Dismiss message',
  onclick: () => api.remove({ user: store.me, channel: place.channel, ts: message.ts }).catch(failed),
}, icon('close'));

function messageMenu(anchor, message, place) {
  const mine = message.user === store.me;
  const shortcuts = store.shortcuts.filter(shortcut => shortcut.type === 'message');
  openMenu(anchor, [
    ...shortcuts.map(shortcut => ({ label: shortcut.name, description: shortcut.description, icon: 'bolt', run: () => runShortcut(shortcut, { channel: place.channel, ts: message.ts }) })),
    shortcuts.length ? 'divider' : null,
    { label: 'Add reaction', icon: 'smile', run: () => pickReaction(anchor, message, place.channel) },
    place.thread ? null : { label: 'Reply in thread', icon: 'thread', hint: 'T', run: () => go(channelHash(place.channel, null, message.thread_ts ?? message.ts)) },
    { label: 'Copy link', icon: 'link', hint: 'L', run: () => copyLink(message, place) },
    { label: 'Copy text', icon: 'copy', run: () => copyText(textOf(anchor)).then(() => toast('Text copied.')) },
    { label: 'Mark unread from here', icon: 'eye', run: () => emit('mark-unread', { channel: place.channel, ts: message.ts }) },
    mine ? 'divider' : null,
    mine ? { label: 'Edit message', icon: 'edit', hint: 'E', run: () => emit('edit-message', { channel: place.channel, ts: message.ts }) } : null,
    mine ? { label: 'Delete message…', icon: 'trash', danger: true, run: () => remove(message, place) } : null,
  ], { label: 'More actions', side: 'below-end' });
}

const textOf = anchor => anchor.closest('.message')?.querySelector('.message-body')?.innerText ?? '';

const copyLink = (message, place) => copyText(permalink(place.channel, message)).then(() => toast('Link copied.'));

async function remove(message, place) {
  const sure = await confirmDialog({ title: 'Delete message', text: 'Are you sure you want to delete this message? This cannot be undone.', confirm: 'Delete', style: 'danger' });
  if (sure) await api.remove({ user: store.me, channel: place.channel, ts: message.ts }).catch(failed);
}

/** Keys on a focused message: E edits, T opens the thread, R reacts, L copies the link, M opens the menu. */
export function messageKeys(event, message, place, el) {
  if (event.target !== el || event.ctrlKey || event.metaKey || event.altKey) return;
  const tools = el.querySelector('.message-tools');
  const press = label => tools.querySelector(`[aria-label="${label}"]`)?.click();
  const run = {
    e: () => { if (message.user === store.me) emit('edit-message', { channel: place.channel, ts: message.ts }); },
    t: () => press('Reply in thread'), r: () => press('Add reaction'), m: () => press('More actions'), Enter: () => press('More actions'),
    l: () => { if (!message.ephemeral) copyLink(message, place); },
  }[event.key];
  if (run) { event.preventDefault(); run(); }
}

/** The message's text in a box, to be changed. */
export function editor(message, place) {
  const area = h('textarea.text-input.multiline', { 'aria-label': 'Edit message', value: draftText(message.text ?? ''), rows: 2 });
  const done = () => emit('edit-message', null);
  const save = async () => {
    const typed = area.value.trim();
    if (!typed) return;
    try { if (typed !== draftText(message.text ?? '')) await api.edit({ user: store.me, channel: place.channel, ts: message.ts, text: markNames(typed) }); done(); } catch (error) { failed(error); }
  };
  area.addEventListener('keydown', event => {
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); done(); }
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); save(); }
  });
  requestAnimationFrame(() => { area.focus(); area.setSelectionRange(area.value.length, area.value.length); });
  return h('div.message-edit', null, area, h('div.message-edit-foot', null,
    h('button.btn.small', { type: 'button', onclick: done }, 'Cancel'), h('button.btn.primary.small', { type: 'button', onclick: save }, 'Save')));
}
