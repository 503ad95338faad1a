import { api } from './api.js';
import { failed, toast } from './dialog.js';
import { copyText, fill, h } from './dom.js';
import { faultControls } from './faults.js';
import { icon } from './icons.js';
import { on, store, zone } from './store.js';
import { timeSeconds } from './time.js';
import { curl, readEntry } from './journalentry.js';

const filters = [['all', 'All'], ['delivery', 'To the app'], ['call', 'From the app'], ['bad', 'Problems']];
const shownAtMost = 300, keptAtMost = 1000;

/** Every request between the workspace and the app, live, newest on top. */
export function journalPanel(close) {
  const search = h('input.text-input', { type: 'search', placeholder: 'Filter by method, status, text…', 'aria-label': 'Filter requests', oninput: draw });
  const list = h('ol.journal-list', { 'aria-label': 'Requests' });
  const detail = h('div.journal-detail', { hidden: true, role: 'region', 'aria-label': 'Request' });
  const kinds = h('div.segments', { role: 'radiogroup', 'aria-label': 'Which requests' }, filters.map(([key, title]) => h('button.segment', {
    type: 'button', role: 'radio', 'aria-checked': key === 'all', 'data-key': key, onclick: () => { kind = key; draw(); },
  }, title)));
  const faults = faultControls();
  const el = h('aside.panel.journal', { 'aria-label': 'Journal' },
    h('header.panel-head', null, h('h2', null, 'Journal'), h('span.grow'), faults.button, h('button.btn.small', { type: 'button', 'aria-label': 'Clear journal', onclick: () => clear() }, icon('trash')), h('button.icon-btn', { type: 'button', 'aria-label': 'Close journal', onclick: close }, icon('close'))),
    h('div.journal-tools', null, kinds, search, faults.waiting), list, detail);
  let entries = [], kind = 'all', chosen = null, busy = false, again = false;

  async function load() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      do { again = false; const { requests } = await api.requests(entries[0]?.id); entries = [...requests.map(readEntry).reverse(), ...entries].slice(0, keptAtMost); draw(); } while (again && el.isConnected);
    } catch (error) { failed(error); } finally { busy = false; }
  }

  const clear = () => api.clearRequests().then(() => { entries = []; chosen = null; detail.hidden = true; draw(); }).catch(failed);

  const wanted = entry => (kind === 'all' || (kind === 'bad' ? entry.bad : entry.kind === kind))
    && search.value.toLowerCase().split(/\s+/).every(word => entry.words.includes(word));

  function draw() {
    kinds.querySelectorAll('.segment').forEach(each => each.setAttribute('aria-checked', each.dataset.key === kind));
    const shown = entries.filter(wanted).slice(0, shownAtMost);
    const here = document.activeElement?.closest?.('.journal-row')?.dataset.id;
    fill(list, shown.map(row), shown.length ? null : h('li.journal-empty', null, entries.length ? 'Nothing fits the filter.' : 'Nothing yet. Run a command or press a button: the requests appear here.'));
    if (here) list.querySelector(`[data-id="${CSS.escape(here)}"]`)?.focus();
    if (chosen) show(entries.find(entry => entry.id === chosen.id) ?? chosen);
  }

  function row(entry) {
    return h('li', null, h(`button.journal-row${entry.bad ? '.bad' : ''}${chosen?.id === entry.id ? '.chosen' : ''}`, {
      type: 'button', 'data-id': entry.id, 'aria-pressed': chosen?.id === entry.id,
      onclick: () => { chosen = chosen?.id === entry.id ? null : entry; if (!chosen) detail.hidden = true; draw(); },
    },
    h('span.journal-way', { title: entry.kind === 'delivery' ? 'Workspace → app' : 'App → workspace', 'aria-hidden': true }, entry.kind === 'delivery' ? '→' : '←'),
    h('span.sr-only', null, entry.kind === 'delivery' ? 'To the app: ' : 'From the app: '),
    h('span.journal-method', null, entry.title, entry.about ? h('span.journal-about', null, entry.about) : null),
    entry.trusted === null ? null : h(`span.journal-sign${entry.trusted ? '' : '.wrong'}`, { title: entry.kind === 'delivery' ? 'Signature valid' : `Token: ${entry.raw.token}` }, icon('shield')),
    h(`span.journal-status${entry.bad ? '.wrong' : ''}`, null, entry.outcome),
    h('span.journal-ms', null, `${entry.ms} ms`, entry.limit ? meter(entry.ms, entry.limit) : null),
    h('time.journal-time', { datetime: new Date(entry.at).toISOString() }, timeSeconds(entry.at, zone()))));
  }

  function meter(ms, limit) {
    const el = h(`span.meter${ms > limit ? '.over' : ms > limit / 2 ? '.slow' : ''}`, { title: `${ms} of ${limit} ms` }, h('span'));
    el.firstChild.style.width = `${Math.min(100, Math.max(2, ms / limit * 100))}%`;
    return el;
  }

  function show(entry) {
    detail.hidden = false;
    const scroll = detail.scrollTop, same = detail.dataset.id === entry.id;
    detail.dataset.id = entry.id;
    fill(detail,
      h('div.journal-detail-head', null, h('strong', null, entry.title),
        h('button.btn.small', { type: 'button', onclick: () => copyText(curl(entry)).then(() => toast('Copied as curl.')) }, icon('copy'), 'Copy as curl'),
        h('button.icon-btn', { type: 'button', 'aria-label': 'Close request', onclick: () => { chosen = null; detail.hidden = true; draw(); } }, icon('close'))),
      h('dl.journal-facts', null, entry.facts.map(([name, value]) => [h('dt', null, name), h('dd', null, value)])),
      entry.request ? [h('div.menu-heading', null, 'Request'), h('pre', { tabIndex: 0 }, h('code', null, entry.request))] : null,
      entry.response ? [h('div.menu-heading', null, 'Answer'), h('pre', { tabIndex: 0 }, h('code', null, entry.response))] : null);
    detail.scrollTop = same ? scroll : 0;
  }

  list.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...list.querySelectorAll('.journal-row')], next = all[all.indexOf(document.activeElement) + step];
    if (next) { event.preventDefault(); next.focus(); }
  });
  on('journal', () => { if (el.isConnected) { load(); if (!faults.waiting.hidden) faults.read(); } });

  on('connection', () => { if (!store.connected) entries = []; });

  return { el, open: () => { load(); faults.read(); search.focus({ preventScroll: true }); } };
}
