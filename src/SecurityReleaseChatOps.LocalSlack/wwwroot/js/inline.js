import { h, safeUrl } from './dom.js';
import { emojiChar } from './emoji.js';
import { emojiOnly, parse } from './mrkdwn.js';
import { localHash } from './route.js';
import { channelName, isApp, now, store, user, userName, zone } from './store.js';
import { full, slackDate } from './time.js';

/** mrkdwn as nodes: paragraphs, quotes, code and lists in one `div.rich`. */
export function mrkdwn(text) {
  const blocks = parse(text ?? '');
  return h(`div.rich${jumbo(blocks) ? '.jumbo' : ''}`, null, blocks.map(block));
}

/** mrkdwn as one line of plain text: for titles and lists. */
export const mrkdwnText = text => mrkdwn(text).textContent.replace(/\s+/g, ' ').trim();

/** A text object ({type: plain_text | mrkdwn}) or a plain string. */
export function textObject(object) {
  if (!object) return null;
  if (typeof object === 'string') return plain(object);
  return object.type === 'mrkdwn' ? mrkdwn(object.text) : plain(object.text, object.emoji !== false);
}

/** Plain text with its line breaks and emoji, in one span. */
export function plain(text, emoji = true) {
  return h('span.plain', null, emoji ? inlineNodes(emojiOnly(text ?? '')) : text ?? '');
}

/** What a screen reader, a title or a copy says for plain text with emoji. */
export const plainString = object => (typeof object === 'string' ? object : object?.text ?? '');

function jumbo(blocks) {
  if (blocks.length !== 1 || blocks[0].type !== 'paragraph') return false;
  const signs = blocks[0].children.filter(node => !(node.type === 'text' && !node.text.trim()));
  return signs.length > 0 && signs.length < 24 && signs.every(node => node.type === 'emoji' ? emojiChar(node.name)
    : node.type === 'text' && /^(\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d|\s)+$/u.test(node.text));
}

function block(node) {
  switch (node.type) {
    case 'pre': return h('pre', null, h('code', null, inlineNodes(node.children)));
    case 'quote': return h('blockquote', null, inlineNodes(node.children));
    case 'list': return h('div.marks', null, node.items.map(item => h(`div.mark-item.indent-${item.indent}`, null,
      h('span.mark', null, `${item.mark === '-' ? '–' : item.mark} `), h('span', null, inlineNodes(item.children)))));
    default: return h('p', null, inlineNodes(node.children));
  }
}

export const inlineNodes = nodes => nodes.map(inlineNode);

function inlineNode(node) {
  switch (node.type) {
    case 'text': return node.text;
    case 'break': return h('br');
    case 'bold': return h('strong', null, inlineNodes(node.children));
    case 'italic': return h('em', null, inlineNodes(node.children));
    case 'strike': return h('s', null, inlineNodes(node.children));
    case 'code': return h('code', null, inlineNodes(node.children));
    case 'link': return link(node.url, inlineNodes(node.children));
    case 'user': return userMention(node.id, node.label);
    case 'channel': return channelMention(node.id, node.label);
    case 'group': return groupMention(node.id, node.label);
    case 'broadcast': return broadcast(node.range);
    case 'date': return date(node.unix, node.format, node.url, node.fallback);
    case 'emoji': return emoji(node.name, node.tone, node.source);
    default: return '';
  }
}

/** A link that opens beside the page, or inside it when it points into the page; text alone when its address is not one to open. */
export function link(url, children, extra = {}) {
  const href = safeUrl(url);
  if (!href) return h('span', null, children);
  const local = localHash(href);
  return local ? h('a', { href: local, ...extra }, children)
    : h('a', { href, target: '_blank', rel: 'noopener noreferrer', ...extra }, children);
}

export function userMention(id, label) {
  const found = user(id);
  const mine = id === store.me;
  const name = found ? userName(id) : label ?? id;
  return h(`a.mention${mine ? '.mine' : ''}${found ? '' : '.unknown'}`, { role: 'button', tabindex: 0, 'data-user': id, title: isApp(id) ? `${name} (app)` : found?.title ?? null }, `@${name}`);
}

export function channelMention(id, label) {
  const found = store.channels.get(id);
  if (!found) return h('span.mention.unknown', null, label ? `#${label}` : '#private-channel');
  return h('a.mention', { href: `#/c/${id}` }, `#${channelName(found)}`);
}

export function groupMention(id, label) {
  const group = store.groups.get(id);
  const mine = group?.users?.includes(store.me);
  const name = group?.handle ?? label?.replace(/^@/, '') ?? id;
  return h(`span.mention${mine ? '.mine' : ''}`, { title: group ? `${group.name}: ${(group.users ?? []).map(userName).join(', ')}` : null }, `@${name}`);
}

export const broadcast = range => h('span.mention.mine', null, `@${range}`);

export function date(unix, format, url, fallback) {
  let text;
  try { text = slackDate(unix, format, now(), zone()); } catch { text = fallback ?? String(unix); }
  const shown = h('time.date', { datetime: isoOf(unix), title: titleOf(unix) }, text);
  return url ? link(url, shown) : shown;
}

const isoOf = unix => { try { return new Date(unix * 1000).toISOString(); } catch { return null; } };
const titleOf = unix => { try { return `${full(unix * 1000, zone())} · ${new Date(unix * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`; } catch { return null; } };

/** An emoji by its short name; its source as written where the name is unknown. */
export function emoji(name, tone = 0, source = `:${name}:`) {
  const char = emojiChar(name, tone);
  return char ? h('span.emoji', { role: 'img', 'aria-label': `${name.replace(/_/g, ' ')} emoji`, title: `:${name}:` }, char) : source;
}
