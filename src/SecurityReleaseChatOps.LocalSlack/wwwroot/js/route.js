import { emit } from './store.js';

/**
 * Where the page stands, from the address's hash: `#/c/CHANNEL[/TS][?thread_ts=TS]`, `#/app/home`, `#/app/messages`.
 * {view: channel, channel, ts, thread} | {view: app, tab}; empty at the start.
 */
export let route = {};

export function readRoute() {
  if (location.pathname.startsWith('/archives/')) history.replaceState(null, '', `/${localHash(location.href)}`);
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [kind, first, second] = path.split('/').map(decodeURIComponent);
  const thread = new URLSearchParams(query ?? '').get('thread_ts');
  if (kind === 'c' && first) route = { view: 'channel', channel: first, ts: tsOf(second), thread };
  else if (kind === 'app') route = { view: 'app', tab: first === 'messages' ? 'messages' : first === 'about' ? 'about' : 'home', thread };
  else route = {};
  emit('route', route);
}

const hostOf = ({ hostname }) => (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname) ? 'localhost' : hostname);

/** The hash for an address of this page, be it a permalink (/archives/C/p…) or one with a hash; null for any other. */
export function localHash(href) {
  const url = new URL(href, location.href);
  if (url.port !== location.port || hostOf(url) !== hostOf(location)) return null;
  const hit = /^\/archives\/([A-Z0-9]+)(?:\/(p\d+))?/.exec(url.pathname);
  if (hit) return channelHash(hit[1], hit[2], url.searchParams.get('thread_ts'));
  return url.pathname === '/' && url.hash ? url.hash : null;
}

/** A permalink's p1764000000000100 and a plain 1764000000.000100 name the same message. */
const tsOf = text => (/^p\d{11,}$/.test(text ?? '') ? `${text.slice(1, -6)}.${text.slice(-6)}` : text || null);

export const channelHash = (channel, ts, thread) => `#/c/${channel}${ts ? `/${ts}` : ''}${thread ? `?thread_ts=${thread}` : ''}`;

export function go(hash) {
  if (location.hash === hash) readRoute();
  else location.hash = hash;
}

/** The full address of a message. */
export const permalink = (channel, message) => new URL(channelHash(channel, message.ts, message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null), location.origin).href;

addEventListener('hashchange', readRoute);
// A link to where one is already changes no address: it goes there again, such as to a message that was scrolled away.
addEventListener('click', event => { if (event.target.closest?.('a[href]')?.getAttribute('href') === location.hash) readRoute(); });
