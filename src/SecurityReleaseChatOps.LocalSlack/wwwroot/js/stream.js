import { emit, loadMessages, loadState, setClock, store, visibleChannels } from './store.js';
import { api } from './api.js';
import { debounce } from './dom.js';

const changed = new Set();
const readChanged = debounce(() => {
  const channels = [...changed];
  changed.clear();
  channels.forEach(id => { if (store.channels.has(id)) loadMessages(id).catch(() => {}); });
}, 25);
const readState = debounce(() => loadState().catch(error => { if (error.status === 403 || error.status === 404) emit('me-gone'); throw error; }).then(() => visibleChannels().forEach(channel => {
  if (!store.messages.has(channel.id)) loadMessages(channel.id).catch(() => {});
})).catch(() => {}), 60);
const tellJournal = debounce(() => emit('journal'), 120);

const handlers = {
  view: event => { if (!event.user || event.user === store.me) emit('view', event); },
  home: event => { if (!event.user || event.user === store.me) emit('home', event); },
  clock: async () => { setClock(await api.clock()); emit('clock'); },
  channel: readState, users: readState, reset: () => location.reload(), journal: tellJournal,
};

function received(event) {
  if (handlers[event.type]) { handlers[event.type](event); return; }
  if (!event.channel) return;
  if (!store.channels.has(event.channel)) readState();
  changed.add(event.channel);
  readChanged();
}

/** Follows the workspace's changes; the browser reconnects by itself, and what was missed is read anew. */
export function connect() {
  const source = new EventSource('/control/stream');
  let lost = false;
  source.onmessage = ({ data }) => { try { received(JSON.parse(data)); } catch { /* a keep-alive */ } };
  source.onerror = () => {
    lost = true;
    store.connected = false;
    emit('connection');
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
  source.onopen = () => {
    store.connected = true;
    emit('connection');
    if (!lost) return;
    lost = false;
    readState();
    store.messages.forEach((_, id) => changed.add(id));
    readChanged();
    ['view', 'home', 'journal'].forEach(type => emit(type, {}));
  };
}
