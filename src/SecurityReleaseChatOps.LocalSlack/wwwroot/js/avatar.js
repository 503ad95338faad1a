import { h } from './dom.js';
import { icon } from './icons.js';
import { isApp, user, userName } from './store.js';

const colors = ['#8e3b8a', '#1264a3', '#2b7a4b', '#b5541c', '#5a4fcf', '#a3304b', '#0b7285', '#6b5b12', '#4a5568', '#9c36b5'];

function colorOf(id) {
  const own = user(id)?.color;
  if (/^#?[0-9a-f]{6}$/i.test(own ?? '')) return own.startsWith('#') ? own : `#${own}`;
  let sum = 0;
  for (const char of String(id)) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return colors[sum % colors.length];
}

/** A person's initials on their colour; the app's shield. `size`: tiny | small | normal | large. */
export function avatar(id, size = 'normal') {
  const app = isApp(id) || user(id)?.is_bot;
  const letters = userName(id).split(/\s+/).map(word => [...word][0] ?? '').slice(0, 2).join('').toUpperCase();
  const el = h(`span.avatar.${size}${app ? '.app' : ''}`, { 'aria-hidden': true }, app ? icon('shield') : letters);
  if (!app) el.style.backgroundColor = colorOf(id);
  return el;
}
