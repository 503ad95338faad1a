import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { fill, h, uid } from './dom.js';
import { icon } from './icons.js';
import { mrkdwnText } from './inline.js';
import { authorOf } from './message.js';
import { openDirect } from './person.js';
import { channelHash, go } from './route.js';
import { appName, channelName, isDirect, isMember, messagesOf, now, others, people, store, unread, userName, visibleChannels, isApp, zone } from './store.js';
import { dayTitle, time } from './time.js';

let opened = null;

/** Ctrl K: jumps to a channel, a person or the app, and finds words in messages. */
export function openSwitcher() {
  if (opened) return;
  const listId = uid('jump');
  const input = h('input.switch-input', { type: 'text', role: 'combobox', 'aria-label': 'Search or jump to', 'aria-expanded': true, 'aria-controls': listId, 'aria-autocomplete': 'list', placeholder: 'Search or jump to…', autocomplete: 'off' });
  const list = h('div.listbox', { role: 'listbox', id: listId, 'aria-label': 'Results' });
  const dialog = openDialog([h('div.switch-head', null, icon('search'), input), list], { label: 'Search or jump to', className: 'switcher', onClose: () => { opened = null; } });
  opened = dialog;
  let items = [], active = 0;
  dialog.el.addEventListener('click', event => { if (event.target === dialog.el) dialog.close(); });
  input.addEventListener('input', draw);
  input.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) { event.preventDefault(); activate((active + step + items.length) % items.length); }
    if (event.key === 'Enter' && items[active]) { event.preventDefault(); take(items[active]); }
  });
  draw();
  input.focus();

  function draw() {
    const query = input.value.trim().toLowerCase().replace(/^[#@]/, '');
    const places = destinations().filter(item => item.words.includes(query)).sort((a, b) => rank(b, query) - rank(a, query)).slice(0, query ? 7 : 12);
    const found = query.length > 2 ? search(query).slice(0, 6) : [];
    items = [...places, ...found];
    active = 0;
    fill(list, places.map(row), found.length ? h('div.listbox-title', { 'aria-hidden': true }, 'Messages') : null, found.map((item, i) => row(item, i + places.length)),
      items.length ? null : h('div.listbox-note', null, 'Nothing found'));
    activate(0);
  }

  function row(item, n) {
    return h('div.option', { role: 'option', id: `${listId}-${n}`, 'data-n': n, onpointermove: () => activate(n), onclick: () => take(item) },
      item.leading(), h('span.option-text', null, h('span.option-label', null, item.label), item.about ? h('span.option-description', null, item.about) : null), item.fresh ? h('span.badge.fresh', null, 'Unread') : null);
  }

  function activate(n) {
    active = n;
    list.querySelectorAll('.option').forEach((each, i) => { each.classList.toggle('active', i === n); each.setAttribute('aria-selected', i === n); });
    list.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', `${listId}-${n}`);
  }

  function take(item) {
    dialog.close();
    item.run();
  }
}

const rank = (item, query) => (item.words.startsWith(query) ? 2 : 0) + (item.fresh ? 1 : 0) + (item.member ? 0.5 : 0);

function destinations() {
  const channels = visibleChannels().filter(channel => !(isDirect(channel) && (channel.is_im || others(channel).some(isApp)))).map(channel => ({
    words: channelName(channel).toLowerCase(), label: channelName(channel), about: mrkdwnText(channel.topic || channel.purpose), member: isMember(channel),
    fresh: unread(channel).count > 0, leading: () => icon(channel.is_private ? 'lock' : 'hash'), run: () => go(channelHash(channel.id)),
  }));
  const persons = people().map(person => ({ words: `${userName(person.id)} ${person.name}`.toLowerCase(), label: userName(person.id), about: person.title || `@${person.name}`, leading: () => avatar(person.id, 'tiny'), run: () => openDirect(person.id) }));
  const app = store.app ? [{ words: appName().toLowerCase(), label: appName(), about: 'App', leading: () => avatar(store.app.bot_user_id, 'tiny'), run: () => go('#/app/home') }] : [];
  return [...channels, ...app, ...persons];
}

function search(query) {
  return visibleChannels().flatMap(channel => messagesOf(channel.id).filter(message => (message.text ?? '').toLowerCase().includes(query)).map(message => ({ channel, message })))
    .sort((a, b) => Number(b.message.ts) - Number(a.message.ts)).map(({ channel, message }) => ({
      label: mrkdwnText(message.text).slice(0, 120), about: `${userName(authorOf(message))} in ${channelName(channel)} · ${dayTitle(Number(message.ts) * 1000, now(), zone())} ${time(Number(message.ts) * 1000, zone())}`,
      leading: () => icon('search'), run: () => go(channelHash(channel.id, message.ts, message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null)),
    }));
}
