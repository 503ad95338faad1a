import { channelEmpty, channelHeader } from './channelheader.js';
import { composer } from './composer.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { highlight, messageList } from './messagelist.js';
import { route } from './route.js';
import { channelName, emit, findChannel, inChannel, isDirect, loadMessages, markRead, messagesOf, on, store, unread } from './store.js';

const drawnAtOnce = 250;

/** The open conversation: header, messages, composer. `channelId` answers which one, or null while another view stands. */
export function channelView() {
  const header = h('header.channel-head');
  const list = messageList('Messages');
  const scroller = h('div.scroller', { tabIndex: -1 }, list.el);
  const jump = h('button.jump', { type: 'button', hidden: true, onclick: () => toBottom() }, icon('down'), 'New messages');
  const foot = h('div.composer-holder');
  const el = h('section.channel', { 'aria-label': 'Channel' }, header, h('div.scroll-frame', null, scroller, jump), foot);
  let shown = null, newFrom = null, pinned = true, target = null, held = null, size = '', most = drawnAtOnce;

  const sizes = () => `${scroller.scrollHeight}/${scroller.clientHeight}`;
  const nearBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
  // Where nobody has written yet one begins with what the place is.
  const end = () => list.el.querySelector('.message') ? scroller.scrollHeight : 0;
  const toBottom = () => { scroller.scrollTop = end(); jump.hidden = true; };
  scroller.addEventListener('scroll', () => {
    // A scroll that comes from a change of size is not the person's.
    if (sizes() !== size && pinned) return;
    pinned = nearBottom();
    if (pinned) { jump.hidden = true; seen(); }
  });
  const resized = new ResizeObserver(() => { size = sizes(); if (pinned && !target) scroller.scrollTop = end(); });
  resized.observe(scroller);
  resized.observe(list.el);

  const seen = () => { if (shown && el.isConnected && document.hasFocus() && !document.hidden && held !== shown) markRead(shown); };

  function open(channelId, ts) {
    const channel = findChannel(channelId);
    if (!channel) { missing(channelId); return; }
    if (channel.id !== shown) {
      shown = channel.id;
      held = null;
      most = drawnAtOnce;
      list.at({ channel: shown });
      newFrom = unread(channel).count ? store.read[shown] ?? null : null;
      pinned = !ts;
      fill(foot, composer({ channel: shown }));
    }
    target = ts ?? null;
    draw();
    loadMessages(shown).catch(error => emit('trouble', error));
    if (!ts) requestAnimationFrame(toBottom);
  }

  /** Above the first drawn message when there are more: draws a page more, what is read staying where it is. */
  const earlier = count => h('div.earlier', null, h('button.btn.small', {
    type: 'button', onclick: () => {
      const fromEnd = scroller.scrollHeight - scroller.scrollTop;
      most += drawnAtOnce;
      draw();
      scroller.scrollTop = scroller.scrollHeight - fromEnd;
    },
  }, `Show earlier messages (${count})`));

  function missing(channelId) {
    shown = null;
    fill(header);
    fill(foot);
    list.at({});
    list.update([], { lead: [h('div.empty', null, icon('search'), h('h2', null, 'This conversation is not here'), h('p', null, `There is no channel “${channelId}” that you can read. Press Ctrl K to find another.`))] });
  }

  function draw() {
    if (!shown || !el.isConnected) return;
    const channel = store.channels.get(shown);
    if (!channel) { missing(route.channel ?? shown); return; }
    el.setAttribute('aria-label', `${isDirect(channel) ? 'Conversation with' : 'Channel'} ${channelName(channel)}`);
    list.el.setAttribute('aria-label', `Messages in ${channelName(channel)}`);
    channelHeader(header, channel);
    const all = messagesOf(shown).filter(inChannel), from = target ? all.findIndex(data => data.ts === target) : -1;
    if (from >= 0) most = Math.max(most, all.length - from + 20);
    const messages = all.slice(-most);
    const before = list.el.querySelectorAll('.message').length;
    const stick = pinned;
    list.update(messages, { newFrom, lead: [messages.length < all.length ? earlier(all.length - messages.length) : channelEmpty(channel, all.length)] });
    if (target) {
      const found = list.find(target);
      if (found) { highlight(found); target = null; pinned = nearBottom(); return; }
      const reply = messagesOf(shown).find(data => data.ts === target && data.thread_ts);
      if (reply || store.messages.has(shown)) target = null;
    }
    if (stick) { scroller.scrollTop = end(); seen(); }
    else if (messages.length > before) jump.hidden = false;
  }

  on('messages', id => { if (id === shown) draw(); });
  on('state', draw);
  on('redraw', draw);
  on('clock', draw);
  on('me', () => { const again = shown; shown = null; if (el.isConnected && again) open(route.channel ?? again); });
  on('mark-unread', ({ channel, ts }) => {
    if (channel !== shown) return;
    held = shown;
    store.read[channel] = String(Number(ts) - 0.000001);
    newFrom = store.read[channel];
    emit('unread');
    draw();
  });
  addEventListener('focus', seen);

  return { el, open, draw, scrollToEnd: () => { pinned = true; newFrom = null; toBottom(); } };
}
