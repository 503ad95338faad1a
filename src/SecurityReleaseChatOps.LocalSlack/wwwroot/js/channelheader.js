import { avatar } from './avatar.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { link, mrkdwn } from './inline.js';
import { openMenu } from './menu.js';
import { channelHash, go } from './route.js';
import { channelName, isDirect, isMember, messagesOf, others, store, user, userName } from './store.js';
import { time, zoneName } from './time.js';
import { now } from './store.js';
import { isPinned } from './message.js';

export const channelIcon = channel => icon(channel.is_private ? 'lock' : 'hash');

/** Name, topic, members, pins and bookmarks of a channel; the other's name, title and local time of a direct message. */
export function channelHeader(header, channel) {
  const direct = isDirect(channel), other = direct ? others(channel)[0] : null;
  const pins = messagesOf(channel.id).filter(message => isPinned(message, channel.id));
  const members = channel.members ?? [];
  fill(header,
    h('div.channel-title-row', null,
      h('h1.channel-title', null, direct ? avatar(other ?? store.me, 'small') : channelIcon(channel), h('span', null, channelName(channel)),
        channel.is_ext_shared ? h('span.badge.shared', { title: 'Shared with another organisation' }, 'EXTERNAL') : null, channel.is_archived ? h('span.badge', null, 'ARCHIVED') : null),
      direct ? h('span.channel-topic', null, aboutPerson(other)) : channel.topic && topicText(channel.topic) ? h('span.channel-topic', { title: topicText(channel.topic) }, mrkdwn(topicText(channel.topic))) : null,
      h('div.channel-tools', null,
        pins.length ? pinButton(channel, pins) : null,
        direct ? null : h('button.members', { type: 'button', 'aria-label': `${members.length} members`, 'aria-haspopup': 'menu', 'aria-expanded': false, onclick: event => showMembers(event.currentTarget, members) },
          h('span.member-faces', { 'aria-hidden': true }, members.slice(0, 3).map(id => avatar(id, 'tiny'))), h('span', null, String(members.length))))),
    channel.bookmarks?.length ? h('nav.bookmarks', { 'aria-label': 'Bookmarks' }, channel.bookmarks.map(mark => link(mark.link ?? mark.url, [icon('bookmark'), h('span', null, mark.title)], { class: 'bookmark' }))) : null);
}

const topicText = topic => (typeof topic === 'string' ? topic : topic?.value ?? '');

function aboutPerson(id) {
  const found = user(id);
  if (!found) return null;
  if (found.is_bot) return 'App';
  return [found.title, `${time(now(), found.tz)} ${zoneName(now(), found.tz)}`].filter(Boolean).join(' · ');
}

function showMembers(anchor, members) {
  openMenu(anchor, [{ heading: `${members.length} members` }, ...[...members].sort((a, b) => userName(a).localeCompare(userName(b))).map(id => ({
    label: userName(id), description: [user(id)?.title, user(id)?.tz].filter(Boolean).join(' · '), leading: avatar(id, 'small'), run: () => openPerson(id),
  }))], { label: 'Members', side: 'below-end' });
}

async function openPerson(id) {
  const { openDirect } = await import('./person.js');
  openDirect(id);
}

const pinButton = (channel, pins) => h('button.members', {
  type: 'button', 'aria-label': `${pins.length} pinned`, 'aria-haspopup': 'menu', 'aria-expanded': false,
  onclick: event => openMenu(event.currentTarget, [{ heading: 'Pinned' }, ...pins.map(message => ({
    label: (message.text || 'Message').slice(0, 90), description: userName(message.user), icon: 'pin', run: () => go(channelHash(channel.id, message.ts)),
  }))], { label: 'Pinned messages', side: 'below-end' }),
}, icon('pin'), h('span', null, String(pins.length)));

/** What stands above the first message: what this place is and what can be done here. */
export function channelEmpty(channel, count) {
  const direct = isDirect(channel), other = others(channel)[0];
  const commands = store.commands;
  return h('div.channel-start', null,
    h('div.channel-start-icon', { 'aria-hidden': true }, direct ? avatar(other ?? store.me, 'large') : channelIcon(channel)),
    h('h2', null, direct ? channelName(channel) : `# ${channelName(channel)}`.replace('# ', channel.is_private ? '' : '#')),
    h('p', null, direct ? `This conversation is between you and ${other ? channelName(channel) : 'yourself'}.` : channel.purpose ? topicText(channel.purpose) : `This is the start of the ${channel.name} channel.`),
    !direct && !isMember(channel) ? h('p.hint', null, 'You are not a member of this channel; what you post here joins it.') : null,
    count ? null : h('div.start-help', null,
      commands.length ? [h('p', null, 'Write a message, or run a command:'), h('ul.command-list', { 'aria-label': 'Commands' }, commands.map(command => h('li', null,
        h('button.command', { type: 'button', 'data-insert': `${command.command} ` }, h('code', null, command.command), h('span.command-hint', null, command.usage_hint ?? ''), h('span.command-about', null, command.description ?? '')))))]
        : h('p', null, 'Write the first message below.')));
}
