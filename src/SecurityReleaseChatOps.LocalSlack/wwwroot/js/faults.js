import { api } from './api.js';
import { failed, simpleDialog, toast } from './dialog.js';
import { fill, h, uid } from './dom.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';

const words = { ratelimited: 'Rate limited (429)', 500: 'Server error (500)', timeout: 'Time out', drop: 'Dropped connection', duplicate: 'Delivered twice' };
const deliveries = ['delivery', 'command', 'action', 'options', 'event', 'view_submission', 'block_actions', 'slash_commands', 'app_home_opened'];
const calls = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'views.open', 'views.update', 'views.publish', 'conversations.history', 'users.info'];

/** Makes the next calls of the app, or deliveries to it, fail: the button, and the faults that still wait. */
export function faultControls() {
  const waiting = h('div.faults', { 'aria-label': 'Faults in waiting', role: 'group' });
  const set = async fault => { draw(await api.fault(fault)); toast(`Set: ${tell({ times: 1, every: 1, ...fault })}.`); };
  const quick = (kind, method) => ({ label: words[kind], run: () => set({ kind, times: 1, method }).catch(failed) });
  const button = menuButton({ class: 'btn small', 'aria-label': 'Faults', title: 'Make the next requests fail' }, [icon('fault'), h('span', null, 'Faults')], () => [
    { heading: 'The next call of the app' },
    ...['ratelimited', '500', 'timeout', 'drop'].map(kind => quick(kind)),
    { heading: 'The next delivery to the app' },
    quick('duplicate'), ...['500', 'timeout', 'drop'].map(kind => quick(kind, 'delivery')),
    'divider',
    { label: 'Choose method and count…', icon: 'edit', run: choose },
  ], { side: 'below-end' });

  function choose() {
    const kind = h('select.text-input', { id: uid('kind') }, Object.entries(words).map(([value, label]) => h('option', { value }, label)));
    const names = h('datalist', { id: uid('names') }, [...deliveries, ...calls].map(value => h('option', { value })));
    const method = h('input.text-input', { id: uid('method'), list: names.id, placeholder: 'Any Web API method', autocomplete: 'off', spellcheck: 'false' });
    const times = h('input.text-input', { id: uid('times'), type: 'number', min: 1, max: 1000, value: '1' });
    const every = h('input.text-input', { id: uid('every'), type: 'number', min: 1, max: 1000, value: '1' });
    const field = (label, input, hint) => h('div.block-input', null, h('label.input-label', { htmlFor: input.id }, label), input, hint ? h('div.hint', null, hint) : null);
    simpleDialog({
      title: 'Faults', submit: 'Set',
      body: [field('What happens', kind), field('To what', method, 'A Web API method such as chat.postMessage; or “delivery” for anything sent to the app, or a kind of it.'), names,
        field('How many times', times), field('Each so-manieth request', every, '5 hits every fifth.')],
      run: () => set({ kind: kind.value, method: method.value.trim() || undefined, times: Number(times.value) || 1, every: Number(every.value) || 1 }),
    });
  }

  function draw({ faults }) {
    waiting.hidden = !faults.length;
    fill(waiting, faults.map(fault => h('span.fault', null, tell(fault))), h('button.btn.small', { type: 'button', onclick: () => api.clearFaults().then(draw).catch(failed) }, 'Clear faults'));
  }

  waiting.hidden = true;
  return { button, waiting, read: () => api.faults().then(draw).catch(failed) };
}

const tell = ({ kind, method, times, every }) => `${words[kind] ?? kind.replace('error:', 'Refused: ')} · ${method ?? (kind === 'duplicate' ? 'any delivery' : 'any call')}${times > 1 ? ` · ${times} times` : ''}${every > 1 ? ` · each ${every}th` : ''}`;
