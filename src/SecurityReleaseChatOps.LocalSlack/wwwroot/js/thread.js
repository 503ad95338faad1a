import { composer } from './composer.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { highlight, messageList } from './messagelist.js';
import { channelHash, go } from './route.js';
import { channelName, isDirect, isReply, loadMessages, messagesOf, on, store } from './store.js';
import { api } from './api.js';

/** The side panel with one thread: its first message, the replies, a composer. */
export function threadPanel() {
  const list = messageList('Thread');
  const scroller = h('div.scroller', null, list.el);
  const title = h('span.panel-sub');
  const foot = h('div.composer-holder');
  const close = () => go(channelHash(open.channel));
  const el = h('aside.panel.thread-panel', { 'aria-label': 'Thread', onkeydown: event => { if (event.key === 'Escape' && !event.defaultPrevented) close(); } },
    h('header.panel-head', null, h('h2', null, 'Thread'), title, h('button.icon-btn', { type: 'button', 'aria-label': 'Close thread', onclick: close }, icon('close'))),
    scroller, foot);
  let open = {}, target = null, replies = [];

  function show(channel, thread, ts) {
    if (open.channel !== channel || open.thread !== thread) {
      open = { channel, thread };
      replies = [];
      list.at({ channel, thread: true });
      fill(foot, composer({ channel, thread }));
    }
    target = ts ?? null;
    draw();
    load();
  }

  async function load() {
    const asked = open;
    await loadMessages(asked.channel).catch(() => {});
    const found = await api.messages(asked.channel, store.me, asked.thread).catch(() => null);
    if (asked !== open || !found) return;
    replies = found.messages ?? [];
    draw();
  }

  function draw() {
    const channel = store.channels.get(open.channel);
    if (!channel || !open.thread) return;
    fill(title, isDirect(channel) ? channelName(channel) : `#${channelName(channel)}`);
    const all = new Map([...messagesOf(open.channel), ...replies].filter(data => data.ts === open.thread || data.thread_ts === open.thread).map(data => [data.ts, data]));
    const shown = [...all.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
    const count = shown.filter(isReply).length;
    const stick = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
    const gone = shown[0]?.ts !== open.thread;
    list.update(shown, {
      lead: gone ? [h('p.hint.thread-gone', null, replies.length || shown.length ? 'The first message of this thread was deleted.' : 'Loading the thread…')] : [],
      divider: count ? h('div.reply-line', { role: 'separator' }, h('span', null, `${count} ${count === 1 ? 'reply' : 'replies'}`)) : null,
    });
    const found = target && list.find(target);
    if (found) { highlight(found); target = null; } else if (stick) scroller.scrollTop = scroller.scrollHeight;
  }

  on('messages', id => { if (id === open.channel && el.isConnected) load.soon(); });
  on('redraw', draw);
  on('state', draw);
  on('clock', draw);
  load.soon = () => {
    const asked = open;
    api.messages(asked.channel, store.me, asked.thread).then(found => { if (asked === open) { replies = found.messages ?? []; draw(); } }).catch(() => {});
  };

  return { el, show, hide: () => { open = {}; } };
}
