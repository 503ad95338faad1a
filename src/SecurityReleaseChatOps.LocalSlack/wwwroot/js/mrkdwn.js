/**
 * Slack's mrkdwn, parsed to a tree of plain objects: block nodes {type: "paragraph" | "pre" | "quote" | "list", …}
 * with inline nodes {type: "text" | "bold" | "italic" | "strike" | "code" | "link" | "user" | "channel" | "group"
 * | "broadcast" | "date" | "emoji" | "break", …}. Pure: knows neither the page nor the workspace.
 */

/** Undoes Slack's three escapes. */
export const unescape = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

/** Slack's three escapes, in their order. */
export const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Parses a whole text into block nodes. */
export function parse(source) {
  const nodes = [];
  const fence = /```\n?([\s\S]*?)```/g;
  let from = 0;
  for (let hit; (hit = fence.exec(source)); from = fence.lastIndex) {
    if (!hit[1].trim()) continue;
    parseLines(source.slice(from, hit.index).replace(/\n$/, ''), nodes);
    nodes.push({ type: 'pre', children: linksOnly(hit[1].replace(/\n$/, '')) });
    if (source[fence.lastIndex] === '\n') fence.lastIndex++;
  }
  parseLines(source.slice(from), nodes);
  return nodes;
}

const quoted = /^(?:&gt;|>(?!>>)) ?/;
const allQuoted = /^(?:(?:&gt;){3}|>>>) ?/;
const bullet = /^(\s*)([•◦▪‣⁃]|-|\d{1,3}\.)\s+(?=\S)/;

function parseLines(source, nodes) {
  if (!source) return;
  const lines = source.split('\n');
  for (let i = 0; i < lines.length;) {
    if (allQuoted.test(lines[i])) {
      nodes.push({ type: 'quote', children: inlineLines([lines[i].replace(allQuoted, ''), ...lines.slice(i + 1)]) });
      return;
    }
    const start = i;
    if (quoted.test(lines[i])) {
      while (i < lines.length && quoted.test(lines[i])) i++;
      nodes.push({ type: 'quote', children: inlineLines(lines.slice(start, i).map(line => line.replace(quoted, ''))) });
    } else if (bullet.test(lines[i])) {
      while (i < lines.length && bullet.test(lines[i])) i++;
      nodes.push({ type: 'list', items: lines.slice(start, i).map(listItem) });
    } else {
      while (i < lines.length && !quoted.test(lines[i]) && !allQuoted.test(lines[i]) && !bullet.test(lines[i])) i++;
      nodes.push({ type: 'paragraph', children: inlineLines(lines.slice(start, i)) });
    }
  }
}

function listItem(line) {
  const [whole, indent, mark] = line.match(bullet);
  return { indent: Math.min(4, Math.floor(indent.replace(/\t/g, '  ').length / 2)), mark, children: inline(line.slice(whole.length)) };
}

function inlineLines(lines) {
  return lines.flatMap((line, i) => i ? [{ type: 'break' }, ...inline(line)] : inline(line));
}

const marks = { '*': 'bold', '_': 'italic', '~': 'strike' };
const wordChar = /[\p{L}\p{N}]/u;

/** Parses one line. */
export function inline(line) {
  const out = [];
  let text = '';
  const flush = () => { if (text) out.push({ type: 'text', text: unescape(text) }); text = ''; };
  const put = node => { flush(); out.push(node); };

  for (let i = 0; i < line.length;) {
    const rest = line.slice(i);
    let hit;
    if ((hit = /^`([^`\n]+)`/.exec(rest))) {
      put({ type: 'code', children: linksOnly(hit[1]) });
    } else if ((hit = /^<([^<>\n]+)>/.exec(rest))) {
      put(angle(hit[1]));
    } else if ((hit = /^:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/i.exec(rest))) {
      put({ type: 'emoji', name: hit[1].toLowerCase(), tone: hit[2] ? Number(hit[2]) : 0, source: hit[0] });
    } else if ((hit = /^https?:\/\/[^\s<>|]+/.exec(rest)) && !wordChar.test(line[i - 1] ?? ' ')) {
      const url = hit[0].replace(/(?:&gt;|&lt;|[.,;:!?)\]}'"*_~])+$/, '');
      put({ type: 'link', url: unescape(url), children: [{ type: 'text', text: unescape(url) }] });
      hit = [url];
    } else if (marks[line[i]] && (hit = marked(line, i))) {
      put({ type: marks[line[i]], children: inline(hit[1]) });
    } else {
      text += line[i++];
      continue;
    }
    i += hit[0].length;
  }
  flush();
  return out;
}

/** `*x*` and the like: the mark must open before a non-space at a word's edge and close behind one. */
function marked(line, at) {
  const mark = line[at];
  if (wordChar.test(line[at - 1] ?? ' ') || line[at + 1] === mark || /\s/.test(line[at + 1] ?? ' ')) return null;
  for (let end = at + 1; end < line.length; end++) {
    const skip = /^(?:`[^`]+`|<[^<>]+>)/.exec(line.slice(end));
    if (skip) { end += skip[0].length - 1; continue; }
    if (line[end] !== mark || end === at + 1 || /\s/.test(line[end - 1]) || wordChar.test(line[end + 1] ?? ' ')) continue;
    return [line.slice(at, end + 1), line.slice(at + 1, end)];
  }
  return null;
}

/** Inside code only the `<…>` forms are live. */
function linksOnly(text) {
  return text.split(/(<[^<>\n]+>)/).filter(Boolean).map(part => {
    const node = /^<[^<>\n]+>$/.test(part) ? angle(part.slice(1, -1)) : null;
    return node && node.type !== 'text' ? node : { type: 'text', text: unescape(part) };
  });
}

/** What stands between `<` and `>`. */
function angle(body) {
  const [target, ...labels] = body.split('|');
  const label = labels.length ? unescape(labels.join('|')) : null;
  let hit;
  if ((hit = /^@([UWB][A-Z0-9]+)$/.exec(target))) return { type: 'user', id: hit[1], label };
  if ((hit = /^#([CDG][A-Z0-9]+)$/.exec(target))) return { type: 'channel', id: hit[1], label };
  if ((hit = /^!subteam\^([A-Z0-9]+)$/.exec(target))) return { type: 'group', id: hit[1], label };
  if ((hit = /^!(here|channel|everyone)$/.exec(target))) return { type: 'broadcast', range: hit[1] };
  if ((hit = /^!date\^(-?\d+)\^([^^]*)(?:\^(.*))?$/.exec(target))) {
    return { type: 'date', unix: Number(hit[1]), format: unescape(hit[2]), url: hit[3] ? unescape(hit[3]) : null, fallback: label ?? '' };
  }
  if (/^(?:https?:\/\/|mailto:)/i.test(target)) {
    const url = unescape(target);
    const words = label ?? url.replace(/^mailto:/i, '');
    return { type: 'link', url, children: label === null ? [{ type: 'text', text: words }] : emojiOnly(words) };
  }
  if (target.startsWith('!')) return { type: 'text', text: label ?? target.slice(1) };
  return { type: 'text', text: `<${unescape(body)}>` };
}

/** Plain text in which only `:emoji:` is live: labels, buttons, headers. */
export function emojiOnly(text) {
  return text.split(/(:[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?)/i).filter(Boolean).map(part => {
    const hit = /^:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?$/i.exec(part);
    return hit ? { type: 'emoji', name: hit[1].toLowerCase(), tone: hit[2] ? Number(hit[2]) : 0, source: part } : { type: 'text', text: part };
  });
}
