import { fill, h } from './dom.js';
import { findEmoji, groups } from './emoji.js';
import { openPopup } from './popup.js';

/** A searchable grid of emoji beside `anchor`; `chosen(name, char)` once. */
export function pickEmoji(anchor, chosen) {
  const input = h('input.text-input', { type: 'search', placeholder: 'Search all emoji', 'aria-label': 'Search emoji' });
  const grid = h('div.emoji-grid');
  const foot = h('div.emoji-foot', { 'aria-hidden': true }, 'Pick an emoji');
  const popup = openPopup(anchor, h('div.emoji-picker', { role: 'dialog', 'aria-label': 'Emoji' }, input, grid, foot), { side: 'above-end', focusBack: true });

  const sign = ({ name, char }) => h('button.emoji-cell', {
    type: 'button', 'aria-label': name.replace(/_/g, ' '), title: `:${name}:`,
    onclick: () => { popup.close(); chosen(name, char); },
    onfocus: () => fill(foot, `${char}  :${name}:`), onpointerenter: () => fill(foot, `${char}  :${name}:`),
  }, char);
  const show = () => {
    const query = input.value.trim();
    const found = query ? [{ title: 'Found', emoji: findEmoji(query, 60) }] : groups;
    fill(grid, found.map(group => [h('div.menu-heading', null, group.emoji.length ? group.title : 'No emoji has that name'), h('div.emoji-row', null, group.emoji.map(sign))]));
  };
  input.addEventListener('input', show);
  popup.el.addEventListener('keydown', event => {
    const cells = [...grid.querySelectorAll('.emoji-cell')], at = cells.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 9, ArrowUp: -9 }[event.key];
    if (event.key === 'Enter' && document.activeElement === input) { event.preventDefault(); cells[0]?.click(); return; }
    if (!step || (document.activeElement === input && Math.abs(step) === 1)) return;
    event.preventDefault();
    const next = at < 0 ? 0 : at + step;
    if (next < 0) input.focus(); else cells[Math.min(next, cells.length - 1)]?.focus();
  });
  show();
  popup.place();
  input.focus();
}
