import { runShortcut, trouble } from './actions.js';
import { api } from './api.js';
import { completion } from './complete.js';
import { failed } from './dialog.js';
import { fill, h } from './dom.js';
import { pickEmoji } from './emojipicker.js';
import { markNames } from './entities.js';
import { picked, pickedList } from './files.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { channelName, emit, isDirect, loadMessages, messagesOf, store } from './store.js';

const drafts = new Map(), attached = new Map();

/** Where a person writes: a message to a channel or thread, or a slash command. `place`: {channel, thread?}. */
export function composer(place) {
  const channel = store.channels.get(place.channel), draft = `${store.me}/${place.channel}/${place.thread ?? ''}`;
  const to = place.thread ? 'Reply…' : `Message ${isDirect(channel) ? channelName(channel) : `#${channelName(channel)}`}`;
  const area = h('textarea.composer-text', { rows: 1, placeholder: to, 'aria-label': to, value: drafts.get(draft) ?? '', spellcheck: 'true' });
  const sendButton = h('button.send', { type: 'button', 'aria-label': 'Send', title: 'Send (Enter)', disabled: true, onclick: () => send() }, icon('send'));
  const note = h('div.composer-note', { role: 'alert', hidden: true });
  const hint = h('div.composer-hint', { 'aria-live': 'polite' });
  const tool = (label, name, run) => { const el = h('button.icon-btn', { type: 'button', 'aria-label': label, title: label, onclick: () => run(el) }, icon(name)); return el; };
  const wrap = (label, name, sign, key) => tool(key ? `${label} (Ctrl ${key})` : label, name, () => surround(sign));
  const list = h('ul.file-list.composer-files', { 'aria-label': 'Attached files' });
  const input = h('input', { type: 'file', multiple: true, hidden: true, 'aria-label': 'Files to attach', onchange: async () => { await attach(input.files); input.value = ''; } });
  const box = h('div.composer', { role: 'group', 'aria-label': place.thread ? 'Reply to thread' : to },
    h('div.composer-format', { role: 'toolbar', 'aria-label': 'Formatting' }, wrap('Bold', 'bold', '*', 'B'), wrap('Italic', 'italic', '_', 'I'), wrap('Strikethrough', 'strike', '~'), h('span.tool-gap'),
      wrap('Code', 'code', '`'), tool('Quote', 'quote', () => prefix('> ')), tool('Bulleted list', 'list', () => prefix('• '))),
    area, list, input,
    h('div.composer-tools', null,
      tool('Attach files', 'attach', () => input.click()),
      tool('Shortcuts', 'bolt', openShortcuts), tool('Emoji', 'smile', el => pickEmoji(el, name => insert(`:${name}: `))), tool('Mention someone', 'at', () => insert('@')),
      h('span.grow'), sendButton));
  const complete = completion(area, box);
  let busy = false;

  area.addEventListener('input', () => { drafts.set(draft, area.value); note.hidden = true; sized(); });
  area.addEventListener('keydown', event => {
    if (complete(event) || event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); send(); }
    else if (event.key === 'ArrowUp' && !area.value) editLast(event);
    else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && (event.key === 'b' || event.key === 'i')) { event.preventDefault(); surround(event.key === 'b' ? '*' : '_'); }
  });
  area.addEventListener('paste', event => { if (event.clipboardData?.files.length) { event.preventDefault(); attach(event.clipboardData.files); } });
  box.addEventListener('dragover', event => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
  box.addEventListener('drop', event => { if (event.dataTransfer?.files.length) { event.preventDefault(); attach(event.dataTransfer.files); } });
  area.addEventListener('insert-text', event => { area.value = ''; insert(event.detail); });
  requestAnimationFrame(() => { sized(); if (!matchMedia('(pointer: coarse)').matches && !document.querySelector('dialog[open]') && !document.activeElement?.closest('.message')) area.focus({ preventScroll: true }); });

  const files = () => attached.get(draft) ?? [];

  async function attach(more) {
    const read = await picked(more);
    if (read) keep([...files(), ...read].slice(0, 10));
    area.focus();
  }

  function keep(next) {
    if (next.length) attached.set(draft, next); else attached.delete(draft);
    fill(list, pickedList(next, file => keep(files().filter(other => other !== file))));
    sized();
  }

  function sized() {
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 320)}px`;
    sendButton.disabled = busy || !(area.value.trim() || files().length);
    const command = store.commands.find(each => area.value.startsWith(`${each.command} `));
    hint.textContent = command?.usage_hint && !place.thread ? `${command.command} ${command.usage_hint}` : area.value.trim() ? 'Shift + Enter to add a new line' : '';
  }

  function insert(text) {
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function surround(sign) {
    const { selectionStart: from, selectionEnd: to } = area, inner = area.value.slice(from, to);
    area.setRangeText(sign + inner + sign, from, to, 'select');
    area.setSelectionRange(from + 1, from + 1 + inner.length);
    area.focus();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function prefix(sign) {
    const from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1, to = Math.max(area.selectionEnd, from);
    area.setRangeText(area.value.slice(from, to).split('\n').map(line => sign + line).join('\n'), from, to, 'end');
    area.focus();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function openShortcuts(anchor) {
    const shortcuts = store.shortcuts.filter(shortcut => shortcut.type === 'global');
    openMenu(anchor, [
      shortcuts.length ? { heading: 'Shortcuts' } : null,
      ...shortcuts.map(shortcut => ({ label: shortcut.name, description: shortcut.description, icon: 'bolt', run: () => runShortcut(shortcut) })),
      store.commands.length ? { heading: 'Commands' } : null,
      ...store.commands.map(command => ({ label: command.command, description: command.description, icon: 'code', run: () => { area.value = ''; insert(`${command.command} `); } })),
      !shortcuts.length && !store.commands.length ? { heading: 'No app has registered a shortcut or command yet' } : null,
    ], { label: 'Shortcuts', side: 'above-start' });
  }

  function editLast(event) {
    const last = messagesOf(place.channel).filter(message => message.user === store.me && !message.ephemeral && (!place.thread || message.thread_ts === place.thread)).at(-1);
    if (!last) return;
    event.preventDefault();
    emit('edit-message', { channel: place.channel, ts: last.ts });
  }

  function say(text) {
    note.replaceChildren(icon('warning'), h('span', null, text));
    note.hidden = false;
  }

  async function send() {
    const typed = area.value.trim();
    if (!(typed || files().length) || busy) return;
    busy = true;
    box.classList.add('busy');
    sendButton.disabled = true;
    note.hidden = true;
    try {
      const sent = files(), command = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(typed);
      hint.textContent = command ? `Running ${command[1]}…` : 'Sending…';
      const done = command ? await run(command[1], command[2] ?? '') : await post(typed);
      if (!done) return;
      if (!command && files() === sent) keep([]);
      if (area.value.trim() === typed) { area.value = ''; drafts.delete(draft); }
      emit('sent', place);
    } catch (error) {
      if (error.status) say(error.message); else failed(error);
    } finally {
      busy = false;
      box.classList.remove('busy');
      sized();
    }
  }

  async function post(typed) {
    await api.post({ user: store.me, channel: place.channel, text: markNames(typed), thread_ts: place.thread, files: files() });
    await loadMessages(place.channel).catch(() => {});
    return true;
  }

  async function run(command, text) {
    if (place.thread) { say(`${command} is not supported in threads. Sorry!`); return false; }
    const answer = await api.command({ user: store.me, channel: place.channel, command, text: markNames(text) });
    await loadMessages(place.channel).catch(() => {});
    // A failed command is told of by Slackbot in the channel; what was typed stays, to be tried again.
    return !trouble(answer);
  }

  keep(files());
  return h('div.composer-wrap', null, note, box, hint);
}

/** Puts the command of a pressed "run a command" row into the open composer. */
document.addEventListener('click', event => {
  const row = event.target.closest?.('[data-insert]');
  if (row) document.querySelector('.channel .composer-text')?.dispatchEvent(new CustomEvent('insert-text', { detail: row.dataset.insert }));
});
