import { channelName, isDirect, people, store, userName } from './store.js';
import { unescape } from './mrkdwn.js';

/** The word after @ that names a person in the composer: "@Ana Silva". */
export const mentionWord = id => `@${userName(id)}`;

/** What a person typed, its @people, @groups and #channels outside of code made `<…>` marks; the workspace escapes the rest. */
export function markNames(typed) {
  const marks = [
    ...people().flatMap(person => [[mentionWord(person.id), `<@${person.id}>`], [`@${person.name}`, `<@${person.id}>`]]),
    ...(store.app ? [[mentionWord(store.app.bot_user_id), `<@${store.app.bot_user_id}>`]] : []),
    ...[...store.groups.values()].map(group => [`@${group.handle}`, `<!subteam^${group.id}>`]),
    ...['here', 'channel', 'everyone'].map(range => [`@${range}`, `<!${range}>`]),
    ...[...store.channels.values()].filter(channel => !isDirect(channel)).map(channel => [`#${channelName(channel)}`, `<#${channel.id}>`]),
  ].sort((a, b) => b[0].length - a[0].length);
  return typed.split(/(```[\s\S]*?```|`[^`\n]+`)/).map((part, i) => (i % 2 ? part : marked(part, marks))).join('');
}

function marked(text, marks) {
  let out = '', from = 0;
  for (let i = 0; i < text.length; i++) {
    if ((text[i] !== '@' && text[i] !== '#') || /[\p{L}\p{N}<&]/u.test(text[i - 1] ?? ' ')) continue;
    const rest = text.slice(i).toLowerCase();
    const hit = marks.find(([word]) => rest.startsWith(word.toLowerCase()) && !/[\p{L}\p{N}_-]/u.test(text[i + word.length] ?? ' '));
    if (!hit) continue;
    out += text.slice(from, i) + hit[1];
    from = i + hit[0].length;
    i = from - 1;
  }
  return out + text.slice(from);
}

/** A stored text as a person would type it. */
export function draftText(text) {
  return unescape(text
    .replace(/<@([UWB][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => mentionWord(id))
    .replace(/<#([CDG][A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, name) => `#${store.channels.get(id)?.name ?? name ?? id}`)
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, name) => `@${store.groups.get(id)?.handle ?? name ?? id}`)
    .replace(/<!(here|channel|everyone)>/g, '@$1')
    .replace(/<((?:https?:|mailto:)[^>|]+)(?:\|[^>]*)?>/g, '$1'));
}
