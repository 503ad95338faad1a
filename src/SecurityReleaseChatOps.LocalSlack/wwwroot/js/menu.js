import { h } from './dom.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';

/**
 * A menu beside `anchor`. Items: {label, hint?, icon?, run, danger?, checked?, disabled?, description?} | {heading} | 'divider'.
 * Arrows, Home, End and first letters move; Enter runs.
 */
export function openMenu(anchor, items, { label, side = 'below-start', className = '', onClose } = {}) {
  const rows = items.filter(Boolean).map(item => {
    if (item === 'divider') return h('div.menu-divider', { role: 'separator' });
    if (item.heading) return h('div.menu-heading', { role: 'presentation' }, item.heading);
    const radio = item.checked !== undefined;
    return h(`button.menu-item${item.danger ? '.danger' : ''}`, {
      type: 'button', role: radio ? 'menuitemradio' : 'menuitem', 'aria-checked': radio ? item.checked : null, tabIndex: -1, disabled: Boolean(item.disabled),
      onclick: () => { popup.close(); item.run?.(); },
    },
    item.leading ?? (item.icon ? icon(item.icon) : null),
    h('span.menu-text', null, h('span.menu-label', null, item.label), item.description ? h('span.menu-description', null, item.description) : null),
    item.hint ? h('span.menu-hint', null, item.hint) : null,
    item.checked ? icon('check') : null);
  });
  const list = h('div.menu', { role: 'menu', 'aria-label': label ?? 'Menu' }, rows);
  anchor.setAttribute('aria-expanded', 'true');
  const popup = openPopup(anchor, list, { side, className, onClose: () => { anchor.setAttribute('aria-expanded', 'false'); onClose?.(); } });
  list.addEventListener('keydown', event => moveFocus(event, list));
  (list.querySelector('[aria-checked="true"]') ?? focusItems(list)[0])?.focus();
  return popup;
}

const focusItems = list => [...list.querySelectorAll('.menu-item:not([disabled])')];

function moveFocus(event, list) {
  const all = focusItems(list), at = all.indexOf(document.activeElement);
  let next = null;
  if (event.key === 'ArrowDown') next = all[(at + 1) % all.length];
  else if (event.key === 'ArrowUp') next = all[(at - 1 + all.length) % all.length];
  else if (event.key === 'Home') next = all[0];
  else if (event.key === 'End') next = all.at(-1);
  else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLowerCase();
    next = [...all.slice(at + 1), ...all].find(item => item.textContent.trim().toLowerCase().startsWith(letter));
  }
  if (next) { next.focus(); event.preventDefault(); }
}

/** A button that opens a menu; `items` is called at each opening. */
export function menuButton(props, content, items, options = {}) {
  const button = h('button', { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': false, ...props, onclick: () => openMenu(button, items(), { label: props['aria-label'], ...options }) }, content);
  return button;
}
