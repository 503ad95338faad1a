import { blockContext } from './actions.js';
import { api } from './api.js';
import { avatar } from './avatar.js';
import { blocks, formKeys } from './blocks.js';
import { channelView } from './channel.js';
import { commandList } from './channelheader.js';
import { failed } from './dialog.js';
import { fill, h } from './dom.js';
import { Form } from './form.js';
import { icon } from './icons.js';
import { directChannel } from './person.js';
import { appChannel, appName, moment, on, store, unread } from './store.js';

const tabs = [['home', 'Home'], ['messages', 'Messages'], ['about', 'About']];

/** The app's own page: its Home, the direct messages with it, and what it can do. */
export function appView() {
  const head = h('header.channel-head.app-head');
  const content = h('div.app-content');
  const el = h('section.channel.app-view', { 'aria-label': 'App' }, head, content);
  const conversation = channelView();
  conversation.el.classList.add('embedded');
  const known = new Set();
  let tab = null, form = new Form(), drawn = '', asked = 0, owner = null;

  async function open(next) {
    const changed = next !== tab || owner !== store.me;
    if (owner !== store.me) { form = new Form(); drawn = ''; owner = store.me; }
    tab = next;
    drawHead();
    if (tab === 'messages') { await messages(); return; }
    if (tab === 'about') { drawn = ''; fill(content, about()); return; }
    if (changed) { drawn = ''; fill(content, h('div.loading', { role: 'status' }, 'Loading Home…')); }
    if (changed && known.has(store.me)) await api.openHome(store.me).catch(failed);
    await read(changed && !known.has(store.me) ? true : undefined);
  }

  async function messages() {
    drawn = '';
    fill(content, conversation.el);
    try {
      const known = appChannel()?.id ?? await directChannel(store.app.bot_user_id);
      if (tab !== 'messages') return;
      conversation.open(known);
    } catch (error) {
      failed(error);
    }
  }

  /** With `opens`, the app hears of it, and its answer is waited for. */
  async function read(opens) {
    const mine = ++asked;
    let view = null;
    try { view = await api.home(store.me, opens); known.add(store.me); } catch (error) { if (error.status !== 404) failed(error); }
    if (mine !== asked || tab !== 'home' || !el.isConnected) return;
    const json = JSON.stringify(view), sign = json + JSON.stringify([store.users.size, moment(json)]);
    if (sign === drawn) return;
    drawn = sign;
    const scroll = content.querySelector('.home')?.scrollTop ?? 0;
    const at = document.activeElement, block = at?.closest?.('.home [data-block-id]')?.dataset.blockId, action = at?.dataset?.actionId;
    if (view?.blocks?.length) {
      form.keep(formKeys(view.blocks));
      const ctx = blockContext('home', { viewId: view.id }, form, view.blocks, { seen: (id, name) => view.state?.values?.[id]?.[name] });
      fill(content, h('div.home', { role: 'tabpanel', 'aria-label': 'Home', tabIndex: -1 }, h('div.home-blocks', null, blocks(view.blocks, ctx))));
    } else {
      fill(content, h('div.home', { role: 'tabpanel', 'aria-label': 'Home' }, h('div.empty', null, icon('home'), h('h2', null, `${appName()} has not published a Home yet`), h('p', null, 'It appears here as soon as the app calls views.publish.'), commands())));
    }
    const home = content.querySelector('.home');
    home.scrollTop = scroll;
    if (block && action) home.querySelector(`[data-block-id="${CSS.escape(block)}"] [data-action-id="${CSS.escape(action)}"]`)?.focus({ preventScroll: true });
  }

  function drawHead() {
    const fresh = appChannel() ? unread(appChannel()).count : 0;
    fill(head,
      h('div.channel-title-row', null, h('h1.channel-title', null, avatar(store.app?.bot_user_id ?? 'app', 'small'), h('span', null, appName()), h('span.badge', null, 'APP'))),
      h('nav.tabs', { role: 'tablist', 'aria-label': 'App', onkeydown: moveTab }, tabs.map(([key, title]) => h('a.tab', {
        role: 'tab', href: `#/app/${key}`, 'aria-selected': tab === key, tabIndex: tab === key ? 0 : -1, class: tab === key ? 'active' : '',
      }, title, key === 'messages' && fresh ? h('span.tab-count', { 'aria-label': `${fresh} unread` }, String(fresh)) : null))));
  }

  function moveTab(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...head.querySelectorAll('.tab')], next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.focus();
    next.click();
  }

  const about = () => h('div.home', { role: 'tabpanel', 'aria-label': 'About' }, h('div.home-blocks', null,
    h('h2.block-header', null, 'Commands'), commands(),
    store.shortcuts.length ? [h('h2.block-header', null, 'Shortcuts'), h('ul.command-list', null, store.shortcuts.map(shortcut => h('li', null, h('div.command', null, h('code', null, shortcut.name), h('span.command-hint', null, shortcut.type === 'message' ? 'in a message’s menu' : 'in the ⚡ menu'), h('span.command-about', null, shortcut.description ?? '')))))] : null));

  on('home', () => { if (tab === 'home' && el.isConnected) read(); });
  on('unread', () => { if (el.isConnected) drawHead(); });
  on('me', () => { if (el.isConnected && tab) { const again = tab; tab = null; open(again); } });
  on('state', () => { if (el.isConnected) { drawHead(); if (tab === 'home') read(); } });
  on('clock', () => { if (tab === 'home' && el.isConnected) read(); });

  return { el, open, leave: () => { tab = null; } };
}

const commands = () => (store.commands.length ? commandList()
  : h('p.hint', null, 'No command is registered yet: start the app, or register its commands with this workspace.'));
