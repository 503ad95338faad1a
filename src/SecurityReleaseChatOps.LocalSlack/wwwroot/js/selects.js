import { combobox, matching } from './combobox.js';
import { changed } from './elements.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { emojiOnly } from './mrkdwn.js';
import { emojiChar } from './emoji.js';
import { plainString } from './inline.js';
import { channelName, isDirect, people, store, user, userName, visibleChannels } from './store.js';

/** Every `*_select` element, single and multi, as a searchable combobox. */
export function selectElement(source, ctx) {
  const multiple = source.type.startsWith('multi_');
  const kind = kinds[source.type.replace(/^multi_/, '').replace(/_select$/, '')];
  const value = ctx.form.value(ctx.blockId, source, ctx.seen?.(ctx.blockId, source.action_id));
  const toItems = v => [v].flat().filter(each => each !== null && each !== undefined && each !== '').map(kind.item);
  const box = combobox({
    ...kind.source(source, ctx), multiple, max: source.max_selected_items ?? Infinity, id: ctx.inputId,
    chosen: toItems(value), placeholder: words(source.placeholder) || kind.placeholder,
    labelledBy: ctx.labelledBy, label: ctx.label, describedBy: ctx.describedBy, required: ctx.required,
    change: items => changed(box.el, source, ctx, multiple ? items.map(item => item.data) : items[0]?.data ?? null, before => box.set(toItems(before))),
  });
  box.el.dataset.actionId = source.action_id;
  return box.el;
}

/** A plain text as a string, its emoji as signs. */
const words = text => emojiOnly(plainString(text)).map(node => (node.type === 'emoji' ? emojiChar(node.name, node.tone) ?? node.source : node.text)).join('');

const optionItem = option => ({ value: option.value, label: words(option.text), description: words(option.description), data: option });
const userItem = id => ({ value: id, label: userName(id), description: user(id)?.title || null, search: user(id)?.name, leading: () => avatar(id, 'tiny'), data: id });
const conversationItem = id => {
  const channel = store.channels.get(id);
  return { value: id, label: channel ? channelName(channel) : id, leading: () => h('span.option-icon', null, icon(channel?.is_im ? 'at' : channel?.is_private ? 'lock' : 'hash')), data: id };
};

const optionGroups = answer => answer.option_groups?.length
  ? answer.option_groups.map(group => ({ title: words(group.label), items: group.options.map(optionItem) }))
  : [{ items: (answer.options ?? []).map(optionItem) }];

const local = groups => ({ load: query => Promise.resolve(matching(groups(), query)) });

const kinds = {
  static: { item: optionItem, placeholder: 'Select an option', source: element => local(() => optionGroups(element)) },
  external: {
    item: optionItem, placeholder: 'Search',
    source: (element, ctx) => ({ remote: true, minQuery: element.min_query_length ?? 3, load: async query => optionGroups(await ctx.options(element, ctx.blockId, query) ?? {}) }),
  },
  users: { item: userItem, placeholder: 'Select a person', source: () => local(() => [{ items: people().map(person => userItem(person.id)) }]) },
  channels: { item: conversationItem, placeholder: 'Select a channel', source: () => local(() => [{ items: visibleChannels().filter(channel => !isDirect(channel) && !channel.is_private).map(channel => conversationItem(channel.id)) }]) },
  conversations: { item: conversationItem, placeholder: 'Select a conversation', source: element => local(() => [{ items: visibleChannels().filter(channel => allowed(channel, element.filter)).map(channel => conversationItem(channel.id)) }]) },
};

function allowed(channel, filter) {
  const kind = channel.is_im ? 'im' : channel.is_mpim ? 'mpim' : channel.is_private ? 'private' : 'public';
  if (filter?.include && !filter.include.includes(kind)) return false;
  if (filter?.exclude_external_shared_channels && channel.is_ext_shared) return false;
  return !(filter?.exclude_bot_users && channel.is_im && channel.members?.some(id => user(id)?.is_bot));
}

