import { h } from './dom.js';
import { emoji, inlineNodes, link } from './inline.js';
import { inline as mrkdwnInline } from './mrkdwn.js';

/** A markdown block's standard Markdown: headings, lists, tasks, quotes, code, tables, rules and inline forms. */
export const markdown = text => h('div.rich.markdown', null, blocks((text ?? '').replace(/\r\n?/g, '\n').split('\n')));

const starts = {
  fence: /^\s*(```|~~~)/, heading: /^(#{1,6})\s+(.+?)\s*#*$/, rule: /^\s*([-*_])(\s*\1){2,}\s*$/,
  quote: /^\s*>\s?/, item: /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/, divider: /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/,
};

function blocks(lines) {
  const out = [];
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    let hit;
    if (!line.trim()) { i++; continue; }
    if ((hit = starts.fence.exec(line))) {
      let end = i + 1;
      while (end < lines.length && !lines[end].trim().startsWith(hit[1])) end++;
      out.push(h('pre', null, h('code', null, lines.slice(i + 1, end).join('\n'))));
      i = end + 1;
    } else if ((hit = starts.heading.exec(line))) {
      out.push(h(`div.md-heading.md-h${hit[1].length}`, { role: 'heading', 'aria-level': Math.min(6, hit[1].length + 2) }, inline(hit[2])));
      i++;
    } else if (starts.rule.test(line)) {
      out.push(h('hr'));
      i++;
    } else if (starts.quote.test(line)) {
      const start = i;
      while (i < lines.length && starts.quote.test(lines[i])) i++;
      out.push(h('blockquote', null, blocks(lines.slice(start, i).map(each => each.replace(starts.quote, '')))));
    } else if (starts.item.test(line)) {
      const start = i;
      while (i < lines.length && (starts.item.test(lines[i]) || (/^\s{2,}\S/.test(lines[i])))) i++;
      out.push(...lists(lines.slice(start, i)));
    } else if (line.includes('|') && starts.divider.test(lines[i + 1] ?? '')) {
      const start = i;
      i += 2;
      while (i < lines.length && lines[i].includes('|')) i++;
      out.push(table(lines.slice(start, i)));
    } else {
      const start = i;
      do i++; while (i < lines.length && lines[i].trim() && !['fence', 'heading', 'rule', 'quote', 'item'].some(kind => starts[kind].test(lines[i])));
      out.push(h('p', null, lines.slice(start, i).flatMap((each, n) => n ? [h('br'), ...inline(each.trim())] : inline(each.trim()))));
    }
  }
  return out;
}

/** Nested lists by indent; a change of kind at the top level starts a new list. */
function lists(lines) {
  const roots = [], stack = [];
  for (const line of lines) {
    const hit = starts.item.exec(line);
    if (!hit) { stack.at(-1)?.last.append(h('br'), ...inline(line.trim())); continue; }
    const indent = hit[1].replace(/\t/g, '    ').length, ordered = /\d/.test(hit[2]);
    while (stack.length && (indent < stack.at(-1).indent || (indent === stack.at(-1).indent && ordered !== stack.at(-1).ordered))) stack.pop();
    if (!stack.length || indent > stack.at(-1).indent + 1) {
      const list = h(ordered ? 'ol' : 'ul', { start: ordered ? parseInt(hit[2], 10) : null });
      if (stack.length) stack.at(-1).last.append(list); else roots.push(list);
      stack.push({ list, indent, ordered });
    }
    stack.at(-1).last = item(hit[3]);
    stack.at(-1).list.append(stack.at(-1).last);
  }
  return roots;
}

function item(text) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  return task ? h('li.task', null, h('span.task-box', { role: 'img', 'aria-label': task[1] === ' ' ? 'not done' : 'done' }, task[1] === ' ' ? '☐' : '☑'), ' ', inline(task[2])) : h('li', null, inline(text));
}

const cells = line => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map(cell => cell.trim().replace(/\\\|/g, '|'));

function table([head, rule, ...rows]) {
  const aligns = cells(rule).map(cell => (cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'right') : 'left'));
  const row = (line, tag) => h('tr', null, cells(line).map((cell, i) => h(`${tag}.align-${aligns[i] ?? 'left'}`, null, inline(cell))));
  return h('div.table-wrap', { tabIndex: 0, role: 'group', 'aria-label': 'Table' }, h('table', null, h('thead', null, row(head, 'th')), h('tbody', null, rows.map(line => row(line, 'td')))));
}

const forms = [
  [/^\\([\\`*_{}[\]()#+\-.!|>~])/, hit => hit[1]],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, hit => h('code', null, hit[2].trim())],
  [/^!?\[((?:[^\[\]\\]|\\.)*)\]\((<[^>]+>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"]*")?\)/, hit => link(hit[2].replace(/^<|>$/g, ''), inline(hit[1]))],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*/, hit => h('strong', null, inline(hit[1]))],
  [/^__(?=\S)([\s\S]*?\S)__(?!\w)/, hit => h('strong', null, inline(hit[1]))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, hit => h('s', null, inline(hit[1]))],
  [/^\*(?=[^\s*])([\s\S]*?[^\s*])\*(?!\*)/, hit => h('em', null, inline(hit[1]))],
  [/^_(?=[^\s_])([\s\S]*?[^\s_])_(?!\w)/, hit => h('em', null, inline(hit[1]))],
  [/^<(?:[@#!][^<>\n]+|https?:[^<>\s]+|mailto:[^<>\s]+)>/, hit => inlineNodes(mrkdwnInline(hit[0]))],
  [/^:([a-z0-9_+'-]+):/, hit => emoji(hit[1])],
  [/^https?:\/\/[^\s<>()]+[^\s<>().,;:!?'"*_~]/, hit => link(hit[0], hit[0])],
];

function inline(text) {
  const out = [];
  let plain = '';
  for (let i = 0; i < text.length;) {
    const rest = text.slice(i), inWord = /[\p{L}\p{N}]/u.test(text[i - 1] ?? ' ');
    let hit = null, form = null;
    if (!(inWord && (rest[0] === '_' || rest[0] === 'h'))) {
      for (form of forms) if ((hit = form[0].exec(rest))) break;
    }
    if (!hit) { plain += text[i++]; continue; }
    if (plain) { out.push(plain); plain = ''; }
    out.push(form[1](hit));
    i += hit[0].length;
  }
  if (plain) out.push(plain);
  return out;
}
