import { avatar } from './avatar.js';
import { fill, h, uid } from './dom.js';
import { findEmoji } from './emoji.js';
import { mentionWord } from './entities.js';
import { icon } from './icons.js';
import { mrkdwnText } from './inline.js';
import { openPopup } from './popup.js';
import { isDirect, people, store, userName, visibleChannels } from './store.js';

/** What a composer completes: {find(word) → [{insert, draw}]} by the sign before the caret. */
const kinds = [
  { pattern: /^(\/[\w-]*)$/, title: 'Commands', find: word => commands(word) },
  { pattern: /(?:^|[\s(])(@[\p{L}\p{N}._-]*(?: [\p{L}]*)?)$/u, title: 'People', find: word => mentions(word.slice(1)) },
  { pattern: /(?:^|[\s(])(#[\p{L}\p{N}_-]*)$/u, title: 'Channels', find: word => channels(word.slice(1)) },
  { pattern: /(?:^|[\s(])(:[a-z0-9_+-]{2,})$/i, title: 'Emoji', find: word => findEmoji(word.slice(1)).map(({ name, char }) => ({ insert: `:${name}: `, leading: h('span.emoji', null, char), label: `:${name}:` })) },
];

function commands(word) {
  return store.commands.filter(command => command.command.startsWith(word.toLowerCase())).map(command => ({
    insert: `${command.command} `, leading: icon('bolt'), label: command.command, hint: command.usage_hint, about: command.description,
  }));
}

function mentions(word) {
  const query = word.toLowerCase();
  const fits = (...names) => names.some(name => name && name.toLowerCase().split(/[\s._-]+/).some((_, i, parts) => parts.slice(i).join(' ').startsWith(query)));
  const found = people().filter(person => fits(person.real_name, person.name)).map(person => ({
    insert: `${mentionWord(person.id)} `, leading: avatar(person.id, 'tiny'), label: userName(person.id), hint: person.name, about: person.title || null,
  }));
  const app = store.app && fits(userName(store.app.bot_user_id)) ? [{ insert: `${mentionWord(store.app.bot_user_id)} `, leading: avatar(store.app.bot_user_id, 'tiny'), label: userName(store.app.bot_user_id), about: 'App' }] : [];
  const groups = [...store.groups.values()].filter(group => fits(group.handle, group.name)).map(group => ({
    insert: `@${group.handle} `, leading: icon('users'), label: `@${group.handle}`, about: `${group.name} · ${group.users?.length ?? 0} people`,
  }));
  const ranges = [['here', 'Notifies every online member'], ['channel', 'Notifies everyone in this channel']].filter(([name]) => name.startsWith(query))
    .map(([name, about]) => ({ insert: `@${name} `, leading: icon('at'), label: `@${name}`, about }));
  return [...found, ...groups, ...app, ...ranges].slice(0, 10);
}

const channels = word => visibleChannels().filter(channel => !isDirect(channel) && channel.name.includes(word.toLowerCase()))
  .sort((a, b) => b.name.startsWith(word) - a.name.startsWith(word) || a.name.localeCompare(b.name)).slice(0, 10)
  .map(channel => ({ insert: `#${channel.name} `, leading: icon(channel.is_private ? 'lock' : 'hash'), label: channel.name, about: mrkdwnText(channel.topic || channel.purpose) }));

/** Completes in `area`; answers a keydown handler that says whether it took the key. */
export function completion(area, anchor) {
  const listId = uid('complete');
  let popup = null, found = [], active = 0, range = null;
  area.setAttribute('aria-autocomplete', 'list');

  function look() {
    const before = area.value.slice(0, area.selectionStart);
    for (const kind of area.selectionStart === area.selectionEnd ? kinds : []) {
      const word = kind.pattern.exec(before)?.[1];
      if (word === undefined) continue;
      found = kind.find(word);
      if (!found.length || (found.length === 1 && found[0].insert.trim() === word)) break;
      range = [before.length - word.length, before.length];
      show(kind.title);
      return;
    }
    hide();
  }

  function show(title) {
    active = 0;
    const list = h('div.listbox.completions', { role: 'listbox', id: listId, 'aria-label': title }, h('div.listbox-title', { 'aria-hidden': true }, title, h('span.listbox-keys', null, '↑↓ to choose · Enter or Tab to take')),
      found.map((item, n) => h('div.option', {
        role: 'option', id: `${listId}-${n}`, 'aria-selected': n === active, 'data-n': n, class: n === active ? 'active' : '',
        onpointerdown: event => { event.preventDefault(); take(n); }, onpointermove: () => activate(n),
      }, item.leading, h('span.option-text', null, h('span.option-label', null, item.label, item.hint ? h('span.option-hint', null, item.hint) : null), item.about ? h('span.option-description', null, item.about) : null))));
    if (popup) fill(popup.el, list);
    else popup = openPopup(anchor, list, { side: 'above-start', match: true, focusBack: false, className: 'popup-list', onClose: closed });
    popup.place();
    area.setAttribute('aria-controls', listId);
    area.setAttribute('aria-activedescendant', `${listId}-0`);
  }

  function closed() {
    popup = null;
    area.removeAttribute('aria-activedescendant');
    area.removeAttribute('aria-controls');
  }

  function activate(n) {
    active = (n + found.length) % found.length;
    popup.el.querySelectorAll('.option').forEach((row, i) => { row.classList.toggle('active', i === active); row.setAttribute('aria-selected', i === active); });
    popup.el.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
    area.setAttribute('aria-activedescendant', `${listId}-${active}`);
  }

  function take(n) {
    area.setRangeText(found[n].insert, range[0], range[1], 'end');
    hide();
    area.focus();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  const hide = () => popup?.close(false);
  area.addEventListener('input', look);
  area.addEventListener('click', look);
  area.addEventListener('blur', () => setTimeout(() => { if (document.activeElement !== area) hide(); }, 150));

  return event => {
    if (!popup) return false;
    const keys = { ArrowDown: () => activate(active + 1), ArrowUp: () => activate(active - 1), Tab: () => take(active), Enter: () => take(active), Escape: hide };
    if (!keys[event.key] || event.shiftKey || event.isComposing) return false;
    // A command that stands there whole is sent, not completed.
    if (event.key === 'Enter' && found.some(item => item.insert.trim() === area.value.trim())) { hide(); return false; }
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
    return true;
  };
}

