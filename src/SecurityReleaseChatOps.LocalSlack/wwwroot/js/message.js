import { blockContext, messageForm } from './actions.js';
import { avatar } from './avatar.js';
import { blocks } from './blocks.js';
import { h, safeImageUrl } from './dom.js';
import { icon } from './icons.js';
import { link, mrkdwn } from './inline.js';
import { editor, toolbar } from './messagemenu.js';
import { reactions } from './reactions.js';
import { channelHash } from './route.js';
import { isApp, now, store, user, userName, zone } from './store.js';
import { dayTitle, full, time } from './time.js';

export const authorOf = message => message.user ?? (message.bot_id ? store.app?.bot_user_id : null) ?? 'unknown';
export const msOf = ts => Number(ts) * 1000;

/** Whether `next` can stand under `message` without its own name and picture. */
export function continues(message, next) {
  return authorOf(message) === authorOf(next) && (message.username ?? '') === (next.username ?? '') && !message.ephemeral && !next.ephemeral
    && !isNotice(message) && !isNotice(next) && msOf(next.ts) - msOf(message.ts) < 5 * 60_000;
}

const notices = {
  channel_join: 'joined the channel.', group_join: 'joined the channel.', channel_leave: 'left the channel.', group_leave: 'left the channel.',
  channel_archive: 'archived the channel.', channel_unarchive: 'unarchived the channel.', pinned_item: 'pinned a message.',
};
const isNotice = message => message.subtype in notices || /^(channel|group)_(topic|purpose|name)$/.test(message.subtype ?? '');

/** One message as an article. `place`: {channel, thread: shown in the thread panel, compact, editing}. */
export function message(data, place) {
  const author = authorOf(data), name = data.username ?? userName(author), app = isApp(author) || user(author)?.is_bot || Boolean(data.bot_id) || author === 'USLACKBOT';
  const at = msOf(data.ts), stamp = time(at, zone());
  const head = !place.compact && h('div.message-head', null,
    h('button.message-author', { type: 'button', 'data-user': author }, name),
    app ? h('span.badge', null, 'APP') : null,
    h('a.message-time', { href: channelHash(place.channel, data.ts, data.thread_ts), title: full(at, zone()) }, stamp),
    data.ephemeral ? null : pinned(data, place.channel));
  const el = h('article.message', {
    role: 'article', 'data-ts': data.ts, 'data-channel': place.channel, tabIndex: -1, 'aria-label': `${name}, ${dayTitle(at, now(), zone())} ${stamp}`,
    class: [place.compact && 'compact', data.ephemeral && 'ephemeral', isNotice(data) && 'notice'].filter(Boolean).join(' '),
  },
  data.ephemeral ? h('div.ephemeral-note', null, icon('eye'), 'Only visible to you') : null,
  h('div.message-row', null,
    place.compact ? h('span.message-gutter', { 'aria-hidden': true, title: full(at, zone()) }, stamp.replace(/ [AP]M$/, '')) : h('span.message-gutter', null, avatar(author)),
    h('div.message-main', null, head,
      place.editing ? editor(data, place) : body(data, place),
      data.files?.length ? h('div.files', null, data.files.map(file)) : null,
      reactions(data, place.channel),
      place.thread ? null : threadLink(data, place.channel))));
  el.append(toolbar(data, place));
  return el;
}

function body(data, place) {
  if (isNotice(data)) return h('div.message-body', null, h('p', null, notices[data.subtype] ?? mrkdwn(data.text.replace(/^<@[^>]+> /, ''))));
  const ctx = blockContext('message', { channel: place.channel, ts: data.ts }, messageForm(place.channel, data.ts), data.blocks ?? [], { seen: (block, action) => data.state?.values?.[block]?.[action] });
  const edited = data.edited && !data.blocks?.length ? h('span.edited', { title: data.edited.ts ? full(msOf(data.edited.ts), zone()) : null }, '(edited)') : null;
  return h('div.message-body', null,
    data.blocks?.length ? blocks(data.blocks, ctx) : data.text ? mrkdwn(data.text) : null,
    edited,
    (data.attachments ?? []).map(attachment => attached(attachment, ctx)));
}

function attached(attachment, ctx) {
  const el = h('div.attachment', null,
    attachment.pretext ? mrkdwn(attachment.pretext) : null,
    h('div.attachment-body', null,
      attachment.author_name ? h('div.attachment-author', null, attachment.author_name) : null,
      attachment.title ? h('div.attachment-title', null, attachment.title_link ? link(attachment.title_link, attachment.title) : attachment.title) : null,
      attachment.blocks?.length ? blocks(attachment.blocks, ctx) : mrkdwn(attachment.text ?? attachment.fallback ?? ''),
      attachment.fields?.length ? h('div.fields', null, attachment.fields.map(field => h('div.field', null, h('strong', null, field.title), mrkdwn(field.value)))) : null,
      attachment.footer ? h('div.attachment-footer', null, attachment.footer) : null));
  const color = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' }[attachment.color] ?? (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? '') ? `#${attachment.color.replace('#', '')}` : null);
  if (color) el.querySelector('.attachment-body').style.borderLeftColor = color;
  return el;
}

function file(data) {
  // Where the app reads it only the app's token opens it; a person reads it here.
  const url = data.id ? `/control/files/${data.id}` : data.permalink;
  const src = /^image\//.test(data.mimetype ?? '') || /\.(png|jpe?g|gif|webp)$/i.test(data.name ?? '') ? safeImageUrl(url) : null;
  const words = [h('span.file-name', null, data.title || data.name || data.id), h('span.file-kind', null, [data.pretty_type ?? data.filetype ?? data.mimetype, size(data.size)].filter(Boolean).join(' · '))];
  return h('div.file', null, src ? h('img.block-image', { src, alt: data.alt_txt ?? data.title ?? data.name ?? '' }) : null,
    url ? link(url, [icon('file'), h('span.file-words', null, words)], { class: 'file-card' }) : h('span.file-card', null, icon('file'), h('span.file-words', null, words)));
}

const size = bytes => (bytes === undefined ? null : bytes < 1024 ? `${bytes} B` : bytes < 1_048_576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`);

const pinned = (data, channel) => (isPinned(data, channel) ? h('span.pinned', null, icon('pin'), 'Pinned') : null);

export function isPinned(data, channelId) {
  const pins = store.channels.get(channelId)?.pins ?? [];
  return data.pinned_to?.includes(channelId) || pins.some(pin => (pin.ts ?? pin.message?.ts ?? pin.message_ts ?? pin) === data.ts);
}

function threadLink(data, channel) {
  if (!data.reply_count) return null;
  const last = data.latest_reply ? msOf(data.latest_reply) : null;
  const words = `${data.reply_count} ${data.reply_count === 1 ? 'reply' : 'replies'}`;
  return h('a.thread-link', { href: channelHash(channel, null, data.ts) },
    (data.reply_users ?? []).slice(0, 5).map(id => avatar(id, 'small')), h('span.thread-count', null, words),
    last ? h('span.thread-last', null, `Last reply ${dayTitle(last, now(), zone()).replace(/^(Today|Yesterday|Tomorrow)$/, word => word.toLowerCase())} at ${time(last, zone())}`) : null);
}
