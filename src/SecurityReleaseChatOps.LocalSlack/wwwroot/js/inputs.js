import { h, uid } from './dom.js';
import { changed } from './elements.js';
import { plainString } from './inline.js';
import { emptyValue } from './form.js';

const types = { email_text_input: 'email', url_text_input: 'url', number_input: 'text', plain_text_input: 'text' };

/** plain_text_input (one line or many), email, url and number, with the count where a length is limited. */
export function textElement(source, ctx) {
  const many = source.type === 'plain_text_input' && source.multiline;
  const value = ctx.form.value(ctx.blockId, source, ctx.seen?.(ctx.blockId, source.action_id)) ?? '';
  const countId = source.max_length ? uid('count') : null;
  const on = source.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const input = h(many ? 'textarea.text-input.multiline' : 'input.text-input', {
    type: many ? null : types[source.type], id: ctx.inputId, value, placeholder: plainString(source.placeholder) || null, rows: many ? 4 : null,
    inputmode: source.type === 'number_input' ? (source.is_decimal_allowed ? 'decimal' : 'numeric') : null, autocomplete: 'off',
    'aria-labelledby': ctx.labelledBy, 'aria-label': ctx.labelledBy ? null : plainString(source.placeholder) || 'Text',
    'aria-describedby': [ctx.describedBy, countId].filter(Boolean).join(' ') || null, 'aria-required': ctx.required || null, 'data-action-id': source.action_id,
  });
  const count = countId ? h('span.count', { id: countId }) : null;

  const grow = () => {
    if (many) { input.style.height = 'auto'; input.style.height = `${Math.min(Math.max(input.scrollHeight + 2, 96), 360)}px`; }
    if (!count) return;
    const left = source.max_length - input.value.length;
    count.textContent = left < 0 ? `${-left} too many` : `${input.value.length} / ${source.max_length}`;
    count.classList.toggle('over', left < 0);
  };
  input.addEventListener('input', () => {
    grow();
    ctx.form.set(ctx.blockId, source, input.value);
    ctx.onChange?.();
    if (ctx.acts && on.includes('on_character_entered')) changed(input, source, ctx, input.value);
  });
  input.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing || many && !event.shiftKey && !(event.ctrlKey || event.metaKey)) return;
    if (ctx.acts && on.includes('on_enter_pressed') && !many) {
      event.preventDefault();
      changed(input, source, ctx, input.value);
    }
  });
  requestAnimationFrame(grow);
  return h('div.text-box', null, input, count);
}

/** What is wrong with a value that its element alone can tell, in Slack's words; null when nothing is. */
export function problem(source, value, required) {
  if (emptyValue(value) || (typeof value === 'string' && required && !value.trim())) return required ? 'Please complete this required field.' : null;
  if (typeof value !== 'string') return null;
  if (source.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return 'Please enter a valid email address.';
  if (source.type === 'url_text_input' && !/^https?:\/\/[^\s.]+\S*$/i.test(value)) return 'Please enter a valid URL.';
  if (source.type === 'number_input') return numberProblem(source, value);
  if (source.max_length && value.length > source.max_length) return `Please shorten this to ${source.max_length} characters or fewer: it has ${value.length}.`;
  if (source.min_length && value.length < source.min_length) return `Please lengthen this to ${source.min_length} characters or more.`;
  return null;
}

function numberProblem(source, value) {
  const number = Number(value);
  if (!/^-?\d*\.?\d+$/.test(value.trim())) return 'Please enter a number.';
  if (!source.is_decimal_allowed && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (source.min_value !== undefined && number < Number(source.min_value)) return `Please enter a number that is ${source.min_value} or more.`;
  if (source.max_value !== undefined && number > Number(source.max_value)) return `Please enter a number that is ${source.max_value} or less.`;
  return null;
}
