import { groups as source } from './emoji-data.js';

const byName = new Map();

/** The picker's groups: [{title, emoji: [{name, char}]}], one entry per sign. */
export const groups = Object.entries(source).map(([title, text]) => {
  const words = text.trim().split(/\s+/), seen = new Set(), emoji = [];
  for (let i = 0; i + 1 < words.length; i += 2) {
    byName.set(words[i], words[i + 1]);
    if (!seen.has(words[i + 1])) emoji.push({ name: words[i], char: words[i + 1] });
    seen.add(words[i + 1]);
  }
  return { title, emoji };
});

const tones = ['', '', '🏻', '🏼', '🏽', '🏾', '🏿'];

/** The sign for a short name, with Slack's skin tone 2–6; null when the name is none of ours. Any `flag-xx` is known. */
export function emojiChar(name, tone = 0) {
  const [base, suffix] = name.split('::skin-tone-');
  const flag = /^flag-([a-z]{2})$/.exec(base);
  const char = byName.get(base) ?? (flag ? String.fromCodePoint(...[...flag[1]].map(c => 0x1f1e6 + c.charCodeAt(0) - 97)) : null);
  if (!char) return null;
  const skin = tones[tone || Number(suffix) || 0] ?? '';
  if (!skin) return char;
  const [first, ...rest] = char.replace(/\ufe0f/, '');
  return /\p{Emoji_Modifier_Base}/u.test(first) ? first + skin + rest.join('') : char;
}

/** Names that start with, or else contain, what was typed: at most `limit`. */
export function findEmoji(typed, limit = 8) {
  const query = typed.toLowerCase(), starts = [], contains = [];
  for (const [name, char] of byName) {
    if (name.startsWith(query)) starts.push({ name, char });
    else if (query && name.includes(query)) contains.push({ name, char });
  }
  return [...starts.sort((a, b) => a.name.length - b.name.length), ...contains].slice(0, limit);
}
