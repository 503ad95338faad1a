import { h } from './dom.js';

const open = [];

/**
 * Shows `content` beside `anchor` above everything, inside the dialog that holds the anchor if any. Closes on Esc and on a
 * press outside; when the anchor is drawn anew it stays where it is. `side`: below-start | below-end | above-start | above-end | right.
 */
export function openPopup(anchor, content, { side = 'below-start', match = false, onClose, focusBack = true, className = '' } = {}) {
  // It stands outside the page's landmarks: a region of its own is one.
  const el = h('div.popup', { popover: 'manual', class: className, role: 'region', 'aria-label': content.getAttribute('aria-label') }, content);
  const home = anchor.closest?.('dialog[open]') ?? document.body;
  home.append(el);
  el.showPopover?.();
  const popup = { el, anchor, close, place };
  const outside = event => { if (!el.contains(event.target) && !anchor.contains?.(event.target) && !children().some(child => child.el.contains(event.target))) close(false); };
  const scrolled = event => { if (!el.contains(event.target)) place(); };
  const children = () => open.filter(other => el.contains(other.anchor));

  function place() {
    if (!anchor.isConnected) return;
    const at = anchor.getBoundingClientRect(), gap = 4, edge = 8;
    if (match) el.style.width = `${Math.max(at.width, 180)}px`;
    el.style.maxHeight = '';
    const { width, height } = el.getBoundingClientRect();
    const below = innerHeight - at.bottom - gap - edge, above = at.top - gap - edge;
    const up = side.startsWith('above') ? above >= Math.min(height, 160) || above > below : height > below && above > below;
    const room = up ? above : below;
    el.style.maxHeight = `${Math.max(120, room)}px`;
    const tall = Math.min(height, Math.max(120, room));
    let left = side.endsWith('end') ? at.right - width : at.left;
    left = Math.max(edge, Math.min(left, innerWidth - width - edge));
    el.style.left = `${left}px`;
    el.style.top = `${Math.max(edge, up ? at.top - gap - tall : at.bottom + gap)}px`;
  }

  function close(back = focusBack) {
    const i = open.indexOf(popup);
    if (i < 0) return;
    open.splice(i, 1);
    removeEventListener('pointerdown', outside, true);
    removeEventListener('scroll', scrolled, true);
    removeEventListener('resize', place);
    // Before anything is hidden: a message's buttons show only while the focus is among them.
    if (back && anchor.isConnected) anchor.focus?.();
    el.remove();
    onClose?.();
  }

  open.push(popup);
  place();
  addEventListener('pointerdown', outside, true);
  addEventListener('scroll', scrolled, true);
  addEventListener('resize', place);
  el.addEventListener('keydown', event => {
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); close(); }
    if (event.key === 'Tab' && focusBack) close();
  });
  return popup;
}

/** Closes the topmost popup; false when there is none. */
export function closeTopPopup() {
  const top = open.at(-1);
  top?.close();
  return Boolean(top);
}

export const closePopups = () => { while (open.length) open.at(-1).close(false); };
