import { api } from './api.js';
import { avatar } from './avatar.js';
import { simpleDialog } from './dialog.js';
import { fill, h, uid } from './dom.js';
import { icon } from './icons.js';
import { directChannel } from './person.js';
import { channelHash, go, route } from './route.js';
import { appChannel, appName, channelName, findChannel, isApp, isDirect, isMember, loadState, on, others, people, store, unread, userName, visibleChannels } from './store.js';

const closed = new Set(JSON.parse(localStorage.getItem('closed-sections') ?? '["More channels"]'));

/** Channels, direct messages and apps, with what is unread. */
export function sidebar(leave) {
  const list = h('div.side-list');
  const el = h('nav.sidebar', { 'aria-label': 'Channels and direct messages' },
    h('div.side-head', null, h('span.team-name', null, ''), h('button.icon-btn.side-close', { type: 'button', 'aria-label': 'Close sidebar', onclick: leave }, icon('close'))), list);

  el.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...el.querySelectorAll('.side-item, .side-section')], next = all[all.indexOf(document.activeElement) + step];
    if (next) { event.preventDefault(); next.focus(); }
  });
  el.addEventListener('click', event => { if (event.target.closest('.side-item')) leave(); });

  function draw() {
    if (!store.me) return;
    el.querySelector('.team-name').textContent = store.team.name ?? 'Workspace';
    const here = document.activeElement?.closest?.('.side-item')?.dataset.key;
    const channels = visibleChannels(), byName = (a, b) => channelName(a).localeCompare(channelName(b));
    const named = channels.filter(channel => !isDirect(channel));
    const dms = channels.filter(channel => isDirect(channel) && !others(channel).some(isApp));
    const strangers = people().filter(person => person.id !== store.me && !dms.some(channel => channel.is_im && others(channel).includes(person.id)));
    fill(list,
      section('Channels', named.filter(isMember).sort(byName).map(channelItem), { label: 'Create a channel', run: createChannel }),
      section('More channels', named.filter(channel => !isMember(channel)).sort(byName).map(channelItem)),
      section('Direct messages', [
        ...[...dms, ...strangers].sort((a, b) => nameOf(a).localeCompare(nameOf(b))).map(entry => (entry.members ? dmItem(entry) : personItem(entry)))]),
      store.app ? section('Apps', [appItem()]) : null);
    if (here) list.querySelector(`[data-key="${CSS.escape(here)}"]`)?.focus();
  }

  const nameOf = entry => (entry.members ? channelName(entry) : userName(entry.id));

  function section(title, items, action) {
    if (!items.length && !action) return null;
    const id = uid('section'), shut = closed.has(title);
    const shown = shut ? items.filter(item => item.classList.contains('unread') || item.classList.contains('active')) : items;
    return h('section', { 'aria-label': title },
      h('div.side-section-row', null,
        h('button.side-section', {
          type: 'button', 'aria-expanded': !shut, 'aria-controls': id,
          onclick: () => { if (shut) closed.delete(title); else closed.add(title); localStorage.setItem('closed-sections', JSON.stringify([...closed])); draw(); },
        }, icon('down', shut ? 'turned' : ''), h('span', null, title)),
        action ? h('button.icon-btn.side-add', { type: 'button', 'aria-label': action.label, title: action.label, onclick: action.run }, icon('plus')) : null),
      h('ul', { id }, shown.map(item => h('li', null, item))));
  }

  function item(key, href, active, leading, text, fresh, extra) {
    return h('a.side-item', {
      href, 'data-key': key, 'aria-current': active ? 'page' : null, class: [active && 'active', fresh?.count && 'unread'].filter(Boolean).join(' '),
      'aria-label': `${text}${fresh?.mentions ? `, ${fresh.mentions} unread` : fresh?.count ? ', unread' : ''}`,
    }, leading, h('span.side-name', null, text), extra, fresh?.mentions ? h('span.side-count', { 'aria-hidden': true }, String(fresh.mentions)) : null);
  }

  const openChannel = () => (route.view === 'channel' ? findChannel(route.channel)?.id : null);
  const channelItem = channel => item(channel.id, channelHash(channel.id), openChannel() === channel.id, icon(channel.is_private ? 'lock' : 'hash'), channel.name, unread(channel), channel.is_ext_shared ? h('span.side-tag', { title: 'Shared with another organisation' }, icon('link')) : null);
  const dmItem = channel => item(channel.id, channelHash(channel.id), openChannel() === channel.id, avatar(others(channel)[0] ?? store.me, 'tiny'), channelName(channel), unread(channel));
  const appItem = () => item('app', '#/app/home', route.view === 'app', avatar(store.app.bot_user_id, 'tiny'), appName(), appChannel() ? unread(appChannel()) : null);

  function personItem(person) {
    const row = item(person.id, '#', false, avatar(person.id, 'tiny'), userName(person.id));
    row.addEventListener('click', async event => { event.preventDefault(); go(channelHash(await directChannel(person.id))); });
    return row;
  }

  ['state', 'me', 'unread', 'route'].forEach(type => on(type, draw));
  return { el, draw };
}

function createChannel() {
  const name = h('input.text-input', { id: uid('name'), maxlength: 80, autocomplete: 'off' });
  const secret = h('input', { type: 'checkbox', id: uid('private') });
  simpleDialog({
    title: 'Create a channel', submit: 'Create',
    body: [h('label.input-label', { htmlFor: name.id }, 'Name'), name, h('div.choice.spaced', null, secret, h('label', { htmlFor: secret.id }, 'Make private'))],
    async run() {
      const clean = name.value.trim().toLowerCase().replace(/^#/, '').replace(/\s+/g, '-');
      if (!/^[\p{L}\p{N}_-]{1,80}$/u.test(clean)) throw new Error('Use lower-case letters, numbers, hyphens and underscores.');
      const made = await api.createChannel({ user: store.me, name: clean, is_private: secret.checked });
      await loadState();
      go(channelHash(made.channel.id));
    },
  });
}
