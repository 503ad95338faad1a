/**
 * DOM building blocks. Text is always set as text, never parsed as HTML, so nothing
 * that comes from a message, a name or an app can become markup.
 */

const properties = new Set(['value', 'checked', 'indeterminate', 'selected', 'disabled', 'readOnly', 'htmlFor', 'tabIndex', 'className', 'multiple', 'hidden']);

/** Builds `tag` ("div.a.b"), sets properties, attributes and on… handlers, appends children (arrays, nodes, text; null is skipped). */
export function h(tag, props, ...children) {
  const [name, ...classes] = tag.split('.');
  const el = document.createElement(name || 'div');
  if (classes.length) el.className = classes.join(' ');
  if (props) setProps(el, props);
  append(el, children);
  return el;
}

function setProps(el, props) {
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith('on')) el.addEventListener(key.slice(2).toLowerCase(), value);
    else if (key === 'class') { if (value) el.classList.add(...value.split(' ').filter(Boolean)); }
    else if (properties.has(key)) el[key] = value;
    else if (key.startsWith('aria-') || key.startsWith('data-')) el.setAttribute(key, String(value));
    else if (value !== false) el.setAttribute(key, value === true ? '' : String(value));
  }
}

export function append(el, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === '') continue;
    if (Array.isArray(child)) append(el, child);
    else el.append(child);
  }
}

/** Replaces what is inside `el`. */
export function fill(el, ...children) {
  el.replaceChildren();
  append(el, children);
  return el;
}

let ids = 0;
/** An element id unique in this page. */
export const uid = (prefix = 'id') => `${prefix}-${++ids}`;

/** The address when it is one a link may have (http, https, mailto), else null. */
export function safeUrl(url) {
  try {
    const parsed = new URL(String(url).trim(), location.href);
    return ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** The address when an image may come from it under the page's CSP, else null. */
export function safeImageUrl(url) {
  const href = String(url ?? '');
  if (/^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(href)) return href;
  try {
    const parsed = new URL(href, location.href);
    return parsed.protocol === 'https:' || parsed.origin === location.origin ? parsed.href : null;
  } catch {
    return null;
  }
}

const focusable = 'a[href],button:not([disabled]),input:not([disabled]),textarea:not([disabled]),select:not([disabled]),[tabindex]:not([tabindex="-1"])';

/** What Tab can reach inside `root`, in order. */
const focusables = root => [...root.querySelectorAll(focusable)].filter(el => el.tabIndex >= 0 && el.getClientRects().length > 0);

/** Keeps Tab inside `root`: call from its keydown handler. */
export function wrapTab(event, root) {
  if (event.key !== 'Tab') return;
  const all = focusables(root);
  if (!all.length) return;
  const first = all[0], last = all[all.length - 1], at = document.activeElement;
  if (event.shiftKey && (at === first || at === root)) { last.focus(); event.preventDefault(); }
  else if (!event.shiftKey && at === last) { first.focus(); event.preventDefault(); }
}

/** Runs `action` once after `ms` of quiet. */
export function debounce(action, ms) {
  let timer = 0;
  return (...args) => { clearTimeout(timer); timer = setTimeout(action, ms, ...args); };
}

/** Puts text on the clipboard; also where the clipboard API is not allowed. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h('textarea.sr-only', { value: text });
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

/** Makes `list` keep exactly `nodes`, in order, without moving the ones that already stand right (their focus and scroll stay). */
export function reconcile(list, nodes) {
  const keep = new Set(nodes);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  let at = list.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else list.insertBefore(node, at);
  }
}
