import { h } from './dom.js';
import { changed } from './elements.js';
import { draftText, markNames } from './entities.js';
import { parse } from './mrkdwn.js';
import { plainString } from './inline.js';

/** rich_text_input: written as in the composer, with *bold*, lists and @names, and sent as a rich_text block. */
export function richInput(source, ctx) {
  const area = h('textarea.text-input.multiline', {
    id: ctx.inputId, rows: 4, value: typed(ctx.form.value(ctx.blockId, source, ctx.seen?.(ctx.blockId, source.action_id))), placeholder: plainString(source.placeholder) || null,
    'aria-labelledby': ctx.labelledBy, 'aria-describedby': ctx.describedBy, 'aria-required': ctx.required || null, 'data-action-id': source.action_id,
    oninput: () => changed(area, source, { ...ctx, acts: false }, richText(area.value)),
  });
  return area;
}

/** What was typed, as a rich_text block; null for nothing. */
function richText(text) {
  return text.trim() ? { type: 'rich_text', elements: parse(markNames(text)).flatMap(part) } : null;
}

function part(node) {
  switch (node.type) {
    case 'pre': return [{ type: 'rich_text_preformatted', elements: inline(node.children) }];
    case 'quote': return [{ type: 'rich_text_quote', elements: inline(node.children) }];
    case 'list': return node.items.map(item => ({
      type: 'rich_text_list', style: /^\d/.test(item.mark) ? 'ordered' : 'bullet', indent: item.indent, elements: [{ type: 'rich_text_section', elements: inline(item.children) }],
    }));
    default: return [{ type: 'rich_text_section', elements: inline(node.children) }];
  }
}

const inline = (nodes, style) => nodes.flatMap(node => {
  const styled = style ? { style } : {};
  switch (node.type) {
    case 'bold': case 'italic': case 'strike': case 'code': return inline(node.children, { ...style, [node.type]: true });
    case 'link': return [{ type: 'link', url: node.url, text: node.children.map(child => child.text ?? child.source).join(''), ...styled }];
    case 'user': return [{ type: 'user', user_id: node.id, ...styled }];
    case 'channel': return [{ type: 'channel', channel_id: node.id, ...styled }];
    case 'group': return [{ type: 'usergroup', usergroup_id: node.id, ...styled }];
    case 'broadcast': return [{ type: 'broadcast', range: node.range, ...styled }];
    case 'emoji': return [{ type: 'emoji', name: node.name }];
    case 'break': return [{ type: 'text', text: '\n' }];
    default: return [{ type: 'text', text: node.text ?? node.fallback ?? '', ...styled }];
  }
});

const marks = { bold: '*', italic: '_', strike: '~', code: '`' };

/** A rich_text block as one would type it. */
function typed(block) {
  const words = element => {
    const text = draftText({
      user: `<@${element.user_id}>`, channel: `<#${element.channel_id}>`, usergroup: `<!subteam^${element.usergroup_id}>`, broadcast: `<!${element.range}>`,
    }[element.type] ?? '') || { emoji: `:${element.name}:`, link: element.url }[element.type] || element.text || '';
    return Object.keys(marks).reduce((inner, name) => (element.style?.[name] ? marks[name] + inner + marks[name] : inner), text);
  };
  const line = elements => (elements ?? []).map(words).join('');
  return (block?.elements ?? []).map(one => ({
    rich_text_preformatted: () => `\`\`\`${line(one.elements)}\`\`\``,
    rich_text_quote: () => line(one.elements).split('\n').map(text => `> ${text}`).join('\n'),
    rich_text_list: () => one.elements.map(item => `${'  '.repeat(one.indent ?? 0)}${one.style === 'ordered' ? '1.' : '•'} ${line(item.elements)}`).join('\n'),
  }[one.type] ?? (() => line(one.elements)))()).join('\n');
}
