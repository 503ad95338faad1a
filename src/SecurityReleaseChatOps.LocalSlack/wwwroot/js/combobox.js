import { debounce, fill, h, uid } from './dom.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';

/**
 * A searchable select, single or multiple. Items are {value, label, description?, leading?, data}.
 * `load(query)` answers (a promise of) groups [{title?, items}]; `change(items)` is told the new choice.
 */
export function combobox({ load, chosen = [], change, multiple = false, max = Infinity, placeholder = 'Select an option', labelledBy, label, describedBy, required, remote = false, minQuery = 0, id }) {
  const listId = uid('list');
  let selected = [...chosen], items = [], active = -1, popup = null, asked = 0;

  const input = h('input.combo-input', {
    id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder,
    'aria-expanded': false, 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': listId,
    'aria-labelledby': labelledBy, 'aria-label': labelledBy ? null : label ?? placeholder, 'aria-describedby': describedBy, 'aria-required': required ? true : null,
  });
  const chips = h('span.combo-chips');
  const clear = h('button.combo-clear', { type: 'button', 'aria-label': 'Clear selection', tabIndex: -1, onclick: () => { set([]); input.focus(); } }, icon('close'));
  const box = h(`div.combo${multiple ? '.multiple' : ''}`, null, chips, input, clear, icon('down', 'combo-arrow'));
  const list = h('div.listbox', { role: 'listbox', id: listId, 'aria-label': 'Options', 'aria-multiselectable': multiple || null });

  box.addEventListener('pointerdown', event => {
    if (event.target.closest('button')) return;
    if (event.target !== input) { event.preventDefault(); input.focus(); }
    if (popup && event.target !== input) hide(); else show();
  });
  input.addEventListener('focus', () => { if (!multiple && input.value) input.select(); });
  input.addEventListener('input', () => { show(); search(); });
  input.addEventListener('blur', () => setTimeout(() => { if (!box.contains(document.activeElement) && !popup?.el.contains(document.activeElement)) hide(); }, 120));
  input.addEventListener('keydown', keys);
  draw();

  function draw() {
    const only = !multiple && selected[0];
    input.value = only ? only.label : '';
    input.placeholder = multiple && selected.length ? '' : placeholder;
    fill(chips, multiple ? selected.map(chip) : null);
    clear.hidden = multiple || !selected.length || required === true;
    box.classList.toggle('filled', selected.length > 0);
  }

  function chip(item) {
    return h('span.chip', null, item.leading?.() ?? null, h('span.chip-label', null, item.label),
      h('button', { type: 'button', tabIndex: -1, 'aria-label': `Remove ${item.label}`, onclick: () => { set(selected.filter(other => other.value !== item.value)); input.focus(); } }, icon('close')));
  }

  function set(next) {
    const same = next.length === selected.length && next.every((item, i) => item.value === selected[i].value);
    selected = next;
    draw();
    if (!same) change?.(selected);
  }

  const typed = () => (!multiple && selected[0] && input.value === selected[0].label ? '' : input.value.trim());

  function show() {
    if (popup) return;
    input.setAttribute('aria-expanded', 'true');
    popup = openPopup(box, list, { match: true, focusBack: false, className: 'popup-list', onClose: closed });
    search.now();
  }

  function closed() {
    popup = null;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    draw();
  }

  const hide = () => popup?.close(false);

  const search = Object.assign(() => (remote ? later() : search.now()), {
    async now() {
      const query = typed(), mine = ++asked;
      if (query.length < minQuery) { note(minQuery === 1 ? 'Type to search' : `Type ${minQuery} letters to search`); return; }
      if (remote) note('Loading…');
      let groups;
      try { groups = await load(query); } catch (error) { if (mine === asked) note(error.message || 'The options could not be loaded.'); return; }
      if (mine === asked && popup) rows(groups);
    },
  });
  const later = debounce(() => search.now(), 180);

  function note(text) {
    items = [];
    fill(list, h('div.listbox-note', { role: 'presentation' }, text));
    popup?.place();
  }

  function rows(groups) {
    items = groups.flatMap(group => group.items);
    if (!items.length) { note('No matches'); return; }
    let n = 0;
    fill(list, groups.filter(group => group.items.length).map(group => {
      const options = group.items.map(item => option(item, n++));
      return group.title ? h('div.listbox-group', { role: 'group', 'aria-label': group.title }, h('div.listbox-title', { 'aria-hidden': true }, group.title), options) : options;
    }));
    const at = multiple ? -1 : items.findIndex(item => item.value === selected[0]?.value);
    activate(at >= 0 && !typed() ? at : 0);
    popup?.place();
  }

  function option(item, n) {
    const on = selected.some(other => other.value === item.value);
    return h('div.option', {
      id: `${listId}-${n}`, role: 'option', 'aria-selected': on, 'data-n': n,
      onpointerdown: event => event.preventDefault(), onclick: () => pick(item), onpointermove: () => activate(n, false),
    }, item.leading?.() ?? null, h('span.option-text', null, h('span.option-label', null, item.label), item.description ? h('span.option-description', null, item.description) : null), on ? icon('check') : null);
  }

  function activate(n, scroll = true) {
    list.querySelector('.option.active')?.classList.remove('active');
    active = n;
    const row = list.querySelector(`[data-n="${n}"]`);
    row?.classList.add('active');
    if (row) input.setAttribute('aria-activedescendant', row.id);
    if (scroll) row?.scrollIntoView({ block: 'nearest' });
  }

  function pick(item) {
    if (!multiple) { set([item]); hide(); return; }
    const on = selected.some(other => other.value === item.value);
    if (!on && selected.length >= max) { note(`You can choose at most ${max}.`); return; }
    set(on ? selected.filter(other => other.value !== item.value) : [...selected, item]);
    input.value = '';
    if (popup) search.now();
    input.focus();
  }

  function keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!popup) show(); else if (items.length) activate((active + step + items.length) % items.length);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      // Enter picks or opens; it does not submit the form around.
      event.preventDefault();
      if (!popup) show(); else if (items[active]) pick(items[active]);
    } else if (event.key === 'Escape' && popup) {
      event.preventDefault();
      event.stopPropagation();
      hide();
    } else if (event.key === 'Tab') {
      hide();
    } else if (event.key === 'Backspace' && !input.value && multiple && selected.length) {
      set(selected.slice(0, -1));
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && !multiple && !required && selected.length && input.selectionStart === 0 && input.selectionEnd === input.value.length) {
      event.preventDefault();
      set([]);
    }
  }

  return { el: box, input, set: next => { selected = next; draw(); } };
}

/** Filters groups by words that a label or description contains. */
export function matching(groups, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return groups.map(group => ({ ...group, items: group.items.filter(item => {
    const text = `${item.label} ${item.description ?? ''} ${item.search ?? ''}`.toLowerCase();
    return words.every(word => text.includes(word));
  }) }));
}
