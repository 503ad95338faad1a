import { channelView } from './channel.js';
import { failed, toast } from './dialog.js';
import { fill, h } from './dom.js';
import { appView } from './home.js';
import { icon } from './icons.js';
import { journalPanel } from './journal.js';
import { modals } from './modal.js';
import { closePopups, closeTopPopup } from './popup.js';
import { api } from './api.js';
import { channelHash, go, readRoute, route } from './route.js';
import { sidebar } from './sidebar.js';
import { become, channelName, findChannel, appName, isMember, on, people, store, unread, userName, visibleChannels } from './store.js';
import { connect } from './stream.js';
import { openSwitcher } from './switcher.js';
import { threadPanel } from './thread.js';
import { topbar } from './topbar.js';

const root = document.getElementById('app');
const phone = matchMedia('(max-width: 760px)');

const drawer = open => {
  document.body.classList.toggle('drawer-open', open);
  if (phone.matches) side.el.inert = !open;
  if (open) side.el.querySelector('.side-item')?.focus();
};
const side = sidebar(() => drawer(false));
const top = topbar({ drawer: () => drawer(true), journal: () => showJournal(!journalOpen), become: person });
const channel = channelView(), app = appView(), thread = threadPanel(), journal = journalPanel(() => showJournal(false));
const main = h('main', { id: 'main', tabIndex: -1 });
const offline = h('div.offline', { role: 'status', hidden: true }, icon('warning'), 'The workspace does not answer. Trying again…');
const scrim = h('div.scrim', { onclick: () => drawer(false) });
let journalOpen = false;

function person(id) {
  const address = new URL(location.href);
  address.searchParams.set('as', id);
  history.replaceState(null, '', address);
  localStorage.setItem('me', id);
  become(id).then(() => { if (route.view === 'channel' && !visibleChannels().includes(findChannel(route.channel))) go(start()); title(); }).catch(failed);
}

function showJournal(open) {
  journalOpen = open;
  top.journalOpen(open);
  place();
  if (open) journal.open();
}

/** Puts the views that the route and the journal ask for into the frame. */
function place() {
  const inChannel = route.view === 'channel';
  const shown = route.view === 'app' ? app.el : channel.el;
  if (main.firstChild !== shown) fill(main, shown);
  const panel = journalOpen ? journal.el : inChannel && route.thread ? thread.el : null;
  const body = root.querySelector('.workspace');
  const old = body.querySelector('.panel');
  if (old && old !== panel) old.remove();
  if (panel && panel !== old) body.append(panel);
  body.classList.toggle('with-panel', Boolean(panel));
}

function routed() {
  if (!store.me) return;
  closePopups();
  if (!route.view) { go(start()); return; }
  if (route.view === 'channel') {
    app.leave();
    if (route.thread && journalOpen) showJournal(false);
    place();
    const inThread = route.thread && route.ts && route.ts !== route.thread;
    channel.open(route.channel, inThread ? null : route.ts);
    const found = findChannel(route.channel);
    if (route.thread && found) thread.show(found.id, route.thread, inThread ? route.ts : null); else thread.hide();
    if (found) localStorage.setItem(`last:${store.me}`, found.id);
  } else {
    thread.hide();
    place();
    app.open(route.tab);
  }
  title();
}

function start() {
  const last = findChannel(localStorage.getItem(`last:${store.me}`) ?? '');
  const mine = visibleChannels().filter(each => isMember(each) && !each.is_im);
  const first = (last && isMember(last) ? last : null) ?? mine.find(each => each.name === 'sec-psirt-team') ?? mine[0] ?? visibleChannels()[0];
  return first ? channelHash(first.id) : '#/app/home';
}

function title() {
  const count = visibleChannels().reduce((sum, each) => sum + unread(each).mentions, 0);
  const here = route.view === 'app' ? appName() : channelName(findChannel(route.channel ?? ''));
  document.title = `${count ? `(${count}) ` : ''}${here} · ${userName(store.me)} · ${store.team.name}`;
}

addEventListener('keydown', event => {
  const meta = event.ctrlKey || event.metaKey;
  if (meta && !event.shiftKey && event.key.toLowerCase() === 'k') { event.preventDefault(); openSwitcher(); }
  else if (meta && !event.shiftKey && event.key.toLowerCase() === 'j') { event.preventDefault(); showJournal(!journalOpen); }
  else if (event.key === 'Escape' && !event.defaultPrevented) {
    if (closeTopPopup()) event.preventDefault();
    else if (document.body.classList.contains('drawer-open')) drawer(false);
    else if (journalOpen && journal.el.contains(document.activeElement)) showJournal(false);
  }
});
phone.addEventListener('change', () => { side.el.inert = phone.matches && !document.body.classList.contains('drawer-open'); });

on('route', routed);
on('unread', title);
on('sent', place => { if (!place.thread) channel.scrollToEnd(); });
on('trouble', failed);
on('me-gone', () => {
  const left = userName(store.me), [next] = people().filter(each => each.id !== store.me);
  if (!next) return;
  person(next.id);
  toast(`${left}'s account is gone; you are ${userName(next.id)} now.`);
});
on('connection', () => { offline.hidden = store.connected; });

async function begin() {
  for (let wait = 500; ; wait = Math.min(wait * 2, 4000)) {
    try {
      const wanted = new URLSearchParams(location.search).get('as');
      const state = await api.state();
      const list = (state.users ?? []).filter(each => !each.is_bot && !each.deleted);
      const me = list.find(each => each.id === wanted || each.name === wanted) ?? list.find(each => each.id === localStorage.getItem('me')) ?? list.find(each => each.is_admin) ?? list[0];
      if (!me) { fill(root, h('p.loading', { role: 'alert' }, 'This workspace has no people. Add one with POST /control/users.')); return; }
      fill(root, top.el, offline, h('div.workspace', null, side.el, scrim, main));
      side.el.inert = phone.matches;
      const loaded = become(me.id);
      modals();
      connect();
      await loaded;
      break;
    } catch (error) {
      if (!root.querySelector('.loading')) { failed(error); break; }
      root.querySelector('.loading').textContent = `${error.message} Trying again…`;
      await new Promise(next => setTimeout(next, wait));
    }
  }
  readRoute();
}

begin();
