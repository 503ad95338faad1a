import { api } from './api.js';
import { failed } from './dialog.js';
import { h } from './dom.js';
import { emojiChar } from './emoji.js';
import { pickEmoji } from './emojipicker.js';
import { icon } from './icons.js';
import { store, userName } from './store.js';

/** The pills under a message; pressing one adds or takes away one's own. */
export function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  const add = h('button.reaction.add', { type: 'button', 'aria-label': 'Add reaction', title: 'Add reaction', onclick: () => pickReaction(add, message, channel) }, icon('smile'));
  return h('div.reactions', null, message.reactions.map(reaction => {
    const mine = reaction.users?.includes(store.me);
    const who = (reaction.users ?? []).map(id => (id === store.me ? 'You' : userName(id))).join(', ');
    return h(`button.reaction${mine ? '.mine' : ''}`, {
      type: 'button', 'aria-pressed': mine, 'aria-label': `${reaction.name.replace(/_/g, ' ')}, ${reaction.count}`, title: `${who} reacted with :${reaction.name}:`,
      onclick: () => toggle(message, channel, reaction.name),
    }, h('span.emoji', null, emojiChar(reaction.name) ?? `:${reaction.name}:`), h('span.reaction-count', null, String(reaction.count ?? reaction.users?.length ?? 1)));
  }), add);
}

export const pickReaction = (anchor, message, channel) => pickEmoji(anchor, name => toggle(message, channel, name));

export async function toggle(message, channel, name) {
  const mine = message.reactions?.some(reaction => reaction.name === name && reaction.users?.includes(store.me));
  try { await api.react({ user: store.me, channel, ts: message.ts, name, remove: Boolean(mine) }); } catch (error) { failed(error); }
}
