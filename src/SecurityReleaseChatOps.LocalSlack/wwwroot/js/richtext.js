import { append, h } from './dom.js';
import { broadcast, channelMention, date, emoji, groupMention, link, userMention } from './inline.js';

/** A rich_text block: sections, lists, code and quotes. Lists that continue one another by indent keep their own numbering. */
export function richText(block) {
  return h('div.rich', null, (block.elements ?? []).map(part));
}

function part(element) {
  switch (element.type) {
    case 'rich_text_list': return list(element);
    case 'rich_text_preformatted': return h('pre', null, h('code', null, inline(element.elements)));
    case 'rich_text_quote': return h('blockquote', null, inline(element.elements));
    default: return h('p', null, inline(element.elements));
  }
}

function list(element) {
  const ordered = element.style === 'ordered', indent = Math.min(8, element.indent ?? 0);
  return h(`${ordered ? 'ol' : 'ul'}.rt-list.indent-${indent}.level-${indent % 3}${element.border ? '.bordered' : ''}`,
    { start: ordered && element.offset ? element.offset + 1 : null },
    (element.elements ?? []).map(item => h('li', null, inline(item.elements))));
}

const inline = elements => (elements ?? []).map(node);

function node(element) {
  switch (element.type) {
    case 'text': return styled(lines(element.text), element.style);
    case 'link': return styled(link(element.url, styledText(element.text || element.url, element.style)), { ...element.style, code: false });
    case 'user': return styled(userMention(element.user_id), element.style);
    case 'channel': return styled(channelMention(element.channel_id), element.style);
    case 'usergroup': return styled(groupMention(element.usergroup_id), element.style);
    case 'broadcast': return styled(broadcast(element.range), element.style);
    case 'emoji': return unicode(element) ?? emoji(element.name, element.skin_tone ?? 0);
    case 'date': return styled(date(element.timestamp, element.format ?? '{date}', element.url, element.fallback), element.style);
    case 'color': return h('span.color', null, swatch(element.value), h('code', null, element.value));
    case 'team': return h('span.mention', null, element.team_id);
    default: return element.text ?? '';
  }
}

const styledText = (text, style) => (style?.code ? h('code', null, text) : text);

function unicode(element) {
  if (!/^[0-9a-f]+(-[0-9a-f]+)*$/i.test(element.unicode ?? '')) return null;
  try {
    const char = String.fromCodePoint(...element.unicode.split('-').map(code => parseInt(code, 16)));
    return h('span.emoji', { role: 'img', 'aria-label': `${element.name} emoji`, title: `:${element.name}:` }, char);
  } catch {
    return null;
  }
}

function lines(text) {
  const out = [];
  (text ?? '').split('\n').forEach((line, i) => { if (i) out.push(h('br')); if (line) out.push(line); });
  return out;
}

function styled(content, style) {
  let inner = content;
  for (const [name, tag] of [['code', 'code'], ['strike', 's'], ['italic', 'em'], ['bold', 'strong'], ['underline', 'u']]) {
    if (style?.[name]) inner = h(tag, null, inner);
  }
  const out = document.createDocumentFragment();
  append(out, [inner]);
  return out;
}

function swatch(value) {
  const el = h('span.swatch', { 'aria-hidden': true });
  if (/^#[0-9a-f]{3,8}$/i.test(value ?? '')) el.style.backgroundColor = value;
  return el;
}
