import { api } from './api.js';
import { failed, simpleDialog, toast } from './dialog.js';
import { h, uid } from './dom.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';

const kinds = [
  ['ratelimited', 'Rate limited (429)', 'The next call is answered 429 with Retry-After'],
  ['500', 'Server error (500)', 'The next call is answered 500'],
  ['timeout', 'Time out', 'The next call gets no answer in time'],
  ['drop', 'Dropped connection', 'The connection breaks before an answer'],
  ['duplicate', 'Delivered twice', 'The next delivery reaches the app twice'],
];

/** Makes the next calls or deliveries fail, to see how the app takes it. */
export function faultMenu() {
  return menuButton({ class: 'btn small', 'aria-label': 'Faults', title: 'Make the next requests fail' }, [icon('fault'), 'Faults'], () => [
    { heading: 'The next request…' },
    ...kinds.map(([kind, label, description]) => ({ label, description, run: () => set({ kind, times: 1 }, label).catch(failed) })),
    'divider',
    { label: 'Choose method and count…', icon: 'edit', run: choose },
  ], { side: 'below-end' });
}

const set = (fault, label) => api.fault(fault).then(() => toast(`Set: ${label}, ${fault.times === 1 ? 'once' : `${fault.times} times`}${fault.method ? `, for ${fault.method}` : ''}.`));

function choose() {
  const kind = h('select.text-input', { id: uid('kind') }, kinds.map(([value, label]) => h('option', { value }, label)));
  const method = h('input.text-input', { id: uid('method'), placeholder: 'chat.postMessage, slash_command, … (empty: any)', autocomplete: 'off', spellcheck: 'false' });
  const times = h('input.text-input', { id: uid('times'), type: 'number', min: 1, max: 1000, value: '1' });
  const field = (label, input) => [h('label.input-label', { htmlFor: input.id }, label), input];
  simpleDialog({
    title: 'Faults', submit: 'Set',
    body: [field('What happens', kind), field('Method', method), field('How many times', times)],
    run: () => set({ kind: kind.value, method: method.value.trim() || undefined, times: Math.max(1, Number(times.value) || 1) }, kinds.find(([value]) => value === kind.value)[1]),
  });
}

