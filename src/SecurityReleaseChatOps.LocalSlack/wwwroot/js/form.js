/**
 * What a person has entered into a view's or message's elements, by block_id and action_id. Values: a string for texts,
 * dates, times and single users or conversations; an option object for single options; arrays of those for multiples;
 * a number for datetimepicker; null for nothing.
 */
export class Form {
  #entries = new Map();
  touched = false;

  static key = (blockId, actionId) => `${blockId}\n${actionId}`;

  /** The value that stands for an element: what was entered, else what the server last saw, else its initial value. */
  value(blockId, element, seen) {
    const key = Form.key(blockId, element.action_id), entry = this.#entries.get(key);
    if (entry?.touched && entry.element.type === element.type) { entry.element = element; return entry.value; }
    const value = fromState(element.type, seen) ?? initial(element);
    this.#entries.set(key, { blockId, element, value });
    return value;
  }

  set(blockId, element, value) {
    this.touched = true;
    this.#entries.set(Form.key(blockId, element.action_id), { blockId, element, value, touched: true });
  }

  get(blockId, actionId) {
    return this.#entries.get(Form.key(blockId, actionId))?.value ?? null;
  }

  /** Keeps only the entries that the blocks still have. */
  keep(keys) {
    for (const key of [...this.#entries.keys()]) if (!keys.has(key)) this.#entries.delete(key);
  }

  /** What stands in the input blocks among these, as the control API takes it: {block_id: value}. */
  inputs(blocks) {
    const wanted = new Set((blocks ?? []).filter(block => block.type === 'input').map(block => block.block_id));
    return Object.fromEntries([...this.#entries.values()].filter(entry => wanted.has(entry.blockId)).map(entry => [entry.blockId, emptyValue(entry.value) ? null : entry.value]));
  }
}

export const emptyValue = value => value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

/** The member of a state value that an element type fills, and of an element that prefills it. */
const members = {
  plain_text_input: ['value', 'initial_value'], email_text_input: ['value', 'initial_value'], url_text_input: ['value', 'initial_value'], number_input: ['value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'], external_select: ['selected_option', 'initial_option'], radio_buttons: ['selected_option', 'initial_option'],
  multi_static_select: ['selected_options', 'initial_options'], multi_external_select: ['selected_options', 'initial_options'], checkboxes: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'], multi_users_select: ['selected_users', 'initial_users'],
  conversations_select: ['selected_conversation', 'initial_conversation'], multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  channels_select: ['selected_channel', 'initial_channel'], multi_channels_select: ['selected_channels', 'initial_channels'],
  rich_text_input: ['rich_text_value', 'initial_value'], file_input: ['files', null],
  datepicker: ['selected_date', 'initial_date'], timepicker: ['selected_time', 'initial_time'], datetimepicker: ['selected_date_time', 'initial_date_time'],
};

export const isStateful = type => type in members;

function initial(element) {
  const value = element[members[element.type]?.[1]];
  return value ?? (element.type.startsWith('multi_') || element.type === 'checkboxes' || element.type === 'file_input' ? [] : members[element.type]?.[0] === 'value' ? '' : null);
}

function fromState(type, seen) {
  const value = seen?.[members[type]?.[0]];
  return value === undefined || value === null ? null : value;
}
