import { api } from './api.js';
import { simpleDialog } from './dialog.js';
import { h, uid } from './dom.js';
import { emojiChar } from './emoji.js';
import { me, now, store } from './store.js';

// As Slack offers them.
const usual = { ':palm_tree:': 'Vacationing', ':face_with_thermometer:': 'Out sick', ':calendar:': 'In a meeting' };
const lasts = { 0: 'Don’t clear', 4: '4 hours', 24: '1 day', 72: '3 days', 168: '1 week', 336: '2 weeks' };

/** A person's status in words. */
export const statusOf = person => `${emojiChar(person.status_emoji.replaceAll(':', '')) ?? person.status_emoji} ${person.status_text}`.trim();

/** Sets one's own status, or clears it. */
export function openStatus() {
  const { status_emoji: emoji, status_text: words } = me();
  const kind = h('select.text-input', { id: uid('kind') }, h('option', { value: '' }, 'No status'),
    Object.entries(usual).map(([value, label]) => h('option', { value, selected: value === emoji }, `${emojiChar(value.replaceAll(':', '')) ?? ''} ${label}`.trim())));
  const text = h('input.text-input', { id: uid('text'), maxLength: 100, autocomplete: 'off', value: words });
  const last = h('select.text-input', { id: uid('last') }, Object.entries(lasts).map(([value, label]) => h('option', { value }, label)));
  kind.addEventListener('change', () => { text.value = usual[kind.value] ?? ''; });
  const field = (label, input) => h('div.block-input', null, h('label.input-label', { htmlFor: input.id }, label), input);
  simpleDialog({
    title: 'Set a status', submit: 'Save', body: [field('Status', kind), field('Words', text), field('Clear after', last)],
    run: () => api.setStatus(store.me, {
      emoji: kind.value, text: text.value.trim(), expiration: Number(last.value) ? Math.floor(now() / 1000) + Number(last.value) * 3600 : 0,
    }),
  });
}
