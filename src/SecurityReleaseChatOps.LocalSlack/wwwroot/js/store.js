import { api } from './api.js';
import { isoDate } from './time.js';

/** What the page knows; parts re-read themselves when `on` tells them that it changed. */
export const store = {
  team: { name: 'Workspace' }, app: null, me: null, offset: 0,
  users: new Map(), channels: new Map(), groups: new Map(), commands: [], shortcuts: [],
  messages: new Map(), read: {}, connected: true,
};

const listeners = new Map();
/** Calls `listener(detail)` whenever `type` is emitted: state, me, messages, unread, clock, route, view, home, journal, connection. */
export function on(type, listener) {
  if (!listeners.has(type)) listeners.set(type, new Set());
  listeners.get(type).add(listener);
  return () => listeners.get(type).delete(listener);
}
export const emit = (type, detail) => listeners.get(type)?.forEach(listener => listener(detail));

/** The workspace's clock, in milliseconds. */
export const now = () => Date.now() + store.offset;
/** What of the time now shows where this JSON is drawn: the day, and the minute where it says how long ago something was. */
export const moment = json => (json.includes('{ago}') ? Math.floor(now() / 60_000) : isoDate(now(), zone()));

export const user = id => store.users.get(id);
export const me = () => store.users.get(store.me);
export const zone = () => me()?.tz ?? 'UTC';
export const userName = id => { const found = user(id); return found ? found.real_name || found.name : id === 'USLACKBOT' ? 'Slackbot' : id; };
export const isApp = id => Boolean(store.app && id === store.app.bot_user_id);
export const appName = () => store.app?.name ?? user(store.app?.bot_user_id)?.real_name ?? 'App';

export const people = () => [...store.users.values()].filter(found => !found.is_bot && !found.deleted)
  .sort((a, b) => userName(a.id).localeCompare(userName(b.id)));

export const isDirect = channel => Boolean(channel.is_im || channel.is_mpim);
export const isMember = channel => (channel.members ?? []).includes(store.me);
/** The others in a direct conversation. */
export const others = channel => (channel.members ?? []).filter(id => id !== store.me);

export function channelName(channel) {
  if (!channel) return 'unknown channel';
  if (!isDirect(channel)) return channel.name;
  const names = others(channel).map(userName);
  return names.length ? names.join(', ') : `${userName(store.me)} (you)`;
}

/** Conversations the person can open: public channels and those they are in. */
export const visibleChannels = () => [...store.channels.values()]
  .filter(channel => !channel.is_archived && (isMember(channel) || !(channel.is_private || isDirect(channel))));

export const appChannel = () => [...store.channels.values()].find(channel => channel.is_im && isMember(channel) && others(channel).some(isApp));

export function findChannel(idOrName) {
  const name = String(idOrName).replace(/^#/, '');
  return store.channels.get(name) ?? [...store.channels.values()].find(channel => channel.name === name && !isDirect(channel));
}

const byId = list => new Map((list ?? []).map(item => [item.id, item]));

export async function loadState() {
  const state = await api.state(store.me ?? undefined);
  store.team = state.team ?? store.team;
  store.app = state.app ?? null;
  store.users = byId(state.users);
  store.channels = byId(state.channels);
  store.groups = byId(state.usergroups);
  store.commands = state.commands ?? [];
  store.shortcuts = state.shortcuts ?? [];
  setClock(state.clock);
  emit('state');
}

export function setClock(clock) {
  if (clock?.now) store.offset = Date.parse(clock.now) - Date.now();
}

const loading = new Map();
/** Re-reads a channel's messages; calls that come while one runs are folded into one more. */
export function loadMessages(channelId) {
  if (!store.me) return Promise.resolve();
  const running = loading.get(channelId);
  if (running) { running.again = true; return running.done; }
  const job = { again: false };
  job.done = (async () => {
    do {
      job.again = false;
      const asked = store.me;
      const answer = await api.messages(channelId, asked);
      if (asked !== store.me) { job.again = true; continue; }
      store.messages.set(channelId, answer.messages ?? []);
      emit('messages', channelId);
      emit('unread');
    } while (job.again);
  })().finally(() => loading.delete(channelId));
  loading.set(channelId, job);
  return job.done;
}

export const inChannel = message => !message.thread_ts || message.thread_ts === message.ts || message.subtype === 'thread_broadcast';
export const isReply = message => Boolean(message.thread_ts && message.thread_ts !== message.ts);
export const messagesOf = channelId => store.messages.get(channelId) ?? [];

const readKey = () => `read:${store.team.id ?? ''}:${store.me}`;

export async function become(userId) {
  store.me = userId;
  store.messages.clear();
  try { store.read = JSON.parse(localStorage.getItem(readKey()) ?? '{}'); } catch { store.read = {}; }
  await loadState();
  // What was read before the workspace's data were made anew, or its clock set back, says nothing now.
  for (const { id, latest } of store.channels.values()) if (Number(store.read[id] ?? 0) > Number(latest ?? 0)) store.read[id] = latest ?? '0';
  emit('me');
  await Promise.allSettled(visibleChannels().map(channel => loadMessages(channel.id)));
}

export function markRead(channelId) {
  const last = messagesOf(channelId).at(-1)?.ts;
  if (!last || Number(store.read[channelId] ?? 0) >= Number(last)) return;
  store.read[channelId] = last;
  localStorage.setItem(readKey(), JSON.stringify(store.read));
  emit('unread');
}

/** How many messages the person has not seen in a channel, and how many of those call them. */
export function unread(channel) {
  const since = Number(store.read[channel.id] ?? 0);
  const fresh = messagesOf(channel.id).filter(message => Number(message.ts) > since && message.user !== store.me && !message.ephemeral);
  return { count: fresh.length, mentions: channel.is_im ? fresh.length : fresh.filter(mentionsMe).length };
}

function mentionsMe(message) {
  const text = (message.text ?? '') + (message.blocks ? JSON.stringify(message.blocks) : '');
  if (text.includes(`<@${store.me}`) || text.includes(`"user_id":"${store.me}"`) || /<!(here|channel|everyone)>/.test(text)) return true;
  return [...store.groups.values()].some(group => text.includes(`<!subteam^${group.id}`) && (group.users ?? []).includes(store.me));
}
