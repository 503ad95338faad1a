import { h, reconcile } from './dom.js';
import { continues, isPinned, message, msOf } from './message.js';
import { messageKeys } from './messagemenu.js';
import { emit, moment, now, on, store, user, zone } from './store.js';
import { dayTitle, isoDate } from './time.js';

let editing = null;
on('edit-message', target => { editing = target; emit('redraw'); });

/**
 * A list of messages that redraws only what changed, so that focus, selections and open menus stay.
 * `place`: {channel, thread}. `update(messages, {newFrom, lead})`: newFrom = ts after which the "New" line stands.
 */
export function messageList(label) {
  const el = h('div.messages', { role: 'log', 'aria-label': label, 'aria-live': 'polite', 'aria-relevant': 'additions' });
  const drawn = new Map();
  let place = {};

  el.addEventListener('keydown', event => {
    const all = [...el.querySelectorAll('.message')], here = event.target.closest('.message'), at = all.indexOf(here);
    if (event.target === here) {
      const next = { ArrowDown: all[at + 1], ArrowUp: all[at - 1], Home: all[0], End: all.at(-1) }[event.key];
      if (next) { event.preventDefault(); focusMessage(next); return; }
      const data = drawn.get(here.dataset.ts)?.data;
      if (data) messageKeys(event, data, place, here);
    } else if (event.key === 'Escape' && here && !event.defaultPrevented && !event.target.matches('input, textarea')) {
      focusMessage(here);
    }
  });

  function focusMessage(target) {
    el.querySelectorAll('.message[tabindex="0"]').forEach(each => { each.tabIndex = -1; });
    target.tabIndex = 0;
    target.focus();
  }

  function update(messages, { newFrom = null, lead = [], divider = null } = {}) {
    const nodes = [...lead], seen = new Set();
    let day = null, last = null, fresh = newFrom !== null, under = nodes;
    const sections = [];
    for (const data of messages) {
      const ms = msOf(data.ts), date = isoDate(ms, zone());
      if (!place.thread && date !== day) {
        const section = part(`day-${date}`, '', () => h('section.day', { 'aria-label': date }));
        nodes.push(section);
        under = [part(`line-${date}`, dayTitle(ms, now(), zone()), () => dayLine(ms))];
        sections.push([section, under]);
        last = null;
        day = date;
      }
      if (fresh && Number(data.ts) > Number(newFrom) && data.user !== store.me) { under.push(part('new', '', newLine)); fresh = false; last = null; }
      under.push(entryOf(data, Boolean(last && continues(last, data))));
      seen.add(data.ts);
      last = data;
      if (divider && data === messages[0]) { under.push(divider); last = null; }
    }
    for (const key of [...drawn.keys()]) if (!seen.has(key) && /^\d/.test(key)) drawn.delete(key);
    const focused = document.activeElement?.closest?.('.message')?.dataset.ts;
    sections.forEach(([section, inside]) => reconcile(section, inside));
    reconcile(el, nodes);
    if (focused && document.activeElement === document.body && drawn.get(focused)) focusMessage(drawn.get(focused).el);
    const end = [...el.querySelectorAll('.message')].at(-1);
    if (end && !el.querySelector('.message[tabindex="0"]')) end.tabIndex = 0;
  }

  /** A message's element: the one that stands there when nothing about it changed, else a new one. */
  function entryOf(data, compact) {
    const edits = editing?.channel === place.channel && editing.ts === data.ts;
    const json = JSON.stringify(data);
    const sign = json + JSON.stringify([compact, edits, user(data.user)?.real_name, zone(), moment(json), isPinned(data, place.channel)]);
    const old = drawn.get(data.ts);
    if (old?.sign === sign) return old.el;
    const entry = { sign, data, el: message(data, { ...place, compact, editing: edits }) };
    if (old?.el.classList.contains('highlight')) entry.el.classList.add('highlight');
    drawn.set(data.ts, entry);
    return entry.el;
  }

  function part(key, text, make) {
    const old = drawn.get(key);
    const entry = old?.sign === text ? old : { sign: text, el: make() };
    drawn.set(key, entry);
    return entry.el;
  }

  const dayLine = ms => h('div.day-line', { role: 'separator', 'aria-label': dayTitle(ms, now(), zone()) }, h('span', null, dayTitle(ms, now(), zone())));
  const newLine = () => h('div.new-line', { role: 'separator', 'aria-label': 'New messages' }, h('span', null, 'New'));

  return {
    el, update, focusMessage,
    at(next) { place = next; drawn.clear(); el.replaceChildren(); },
    find: ts => drawn.get(ts)?.el ?? null,
  };
}

/** Scrolls a message into the middle and lets it glow. */
export function highlight(el) {
  el.scrollIntoView({ block: 'center' });
  el.classList.add('highlight');
  el.tabIndex = 0;
  el.focus({ preventScroll: true });
  setTimeout(() => el.classList.remove('highlight'), 4000);
}
