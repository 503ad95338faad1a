import { h } from './dom.js';
import { icon } from './icons.js';
import { isApp, user, userName } from './store.js';

const colors = ['#8e3b8a', '#1264a3', '#2b7a4b', '#b5541c', '#5a4fcf', '#a3304b', '#0b7285', '#6b5b12', '#4a5568', '#9c36b5'];

function colorOf(id) {
  const own = user(id)?.color;
  if (/^#?[0-9a-f]{6}$/i.test(own ?? '')) return readable(own.replace('#', ''));
  let sum = 0;
  for (const char of String(id)) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return colors[sum % colors.length];
}

/** The colour, darkened until white letters on it can be read (a contrast of 4.5). */
function readable(hex) {
  let parts = [0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16));
  const linear = part => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = () => 0.2126 * linear(parts[0]) + 0.7152 * linear(parts[1]) + 0.0722 * linear(parts[2]);
  while (1.05 / (light() + 0.05) < 4.5) parts = parts.map(part => part * 0.95);
  return `rgb(${parts.map(Math.round).join(' ')})`;
}

/** A person's initials on their colour, drawn by the style sheet so that they are no part of any name; the app's shield. `size`: tiny | small | normal | large. */
export function avatar(id, size = 'normal') {
  const app = isApp(id) || user(id)?.is_bot;
  const letters = userName(id).split(/\s+/).map(word => [...word][0] ?? '').slice(0, 2).join('').toUpperCase();
  const el = h(`span.avatar.${size}${app ? '.app' : ''}`, { 'aria-hidden': true, 'data-letters': app ? null : letters }, app ? icon('shield') : null);
  if (!app) el.style.backgroundColor = colorOf(id);
  return el;
}
