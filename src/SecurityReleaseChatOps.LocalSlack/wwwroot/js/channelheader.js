import { api } from './api.js';
import { avatar } from './avatar.js';
import { confirmDialog, failed, toast } from './dialog.js';
import { copyText, fill, h } from './dom.js';
import { icon } from './icons.js';
import { link, mrkdwn, mrkdwnText } from './inline.js';
import { menuButton } from './menu.js';
import { isPinned } from './message.js';
import { openDirect } from './person.js';
import { channelHash, go } from './route.js';
import { channelName, isDirect, isMember, messagesOf, now, others, people, store, user, userName } from './store.js';
import { time, zoneName } from './time.js';

const channelIcon = channel => icon(channel.is_private ? 'lock' : 'hash');

/** Name, topic, members, pins and bookmarks of a channel; the other's title and local time in a direct message. */
export function channelHeader(header, channel) {
  const direct = isDirect(channel), other = direct ? others(channel)[0] : null;
  const pins = messagesOf(channel.id).filter(message => isPinned(message, channel.id));
  const members = channel.members ?? [];
  const name = [direct ? avatar(other ?? store.me, 'small') : channelIcon(channel), h('span', null, channelName(channel))];
  fill(header,
    h('div.channel-title-row', null,
      h('h1.channel-title', null, direct ? name : menuButton({ class: 'title-btn', 'aria-label': `${channel.name}, channel menu` }, [...name, icon('down', 'title-arrow')], () => channelMenu(channel)),
        channel.is_ext_shared ? h('span.badge.shared', { title: 'Shared with another organisation' }, 'EXTERNAL') : null, channel.is_archived ? h('span.badge', null, 'ARCHIVED') : null),
      direct ? h('span.channel-topic', null, aboutPerson(other)) : channel.topic ? h('span.channel-topic', { title: mrkdwnText(channel.topic) }, mrkdwn(channel.topic)) : null,
      h('div.channel-tools', null,
        pins.length ? menuButton({ class: 'members', 'aria-label': `${pins.length} pinned` }, [icon('pin'), h('span', null, String(pins.length))], () => pinItems(channel, pins), { side: 'below-end' }) : null,
        direct ? null : menuButton({ class: 'members', 'aria-label': `${members.length} members` }, [h('span.member-faces', { 'aria-hidden': true }, members.slice(0, 3).map(id => avatar(id, 'tiny'))), h('span', null, String(members.length))], () => memberItems(members), { side: 'below-end' }))),
    channel.bookmarks?.length ? h('nav.bookmarks', { 'aria-label': 'Bookmarks' }, channel.bookmarks.map(mark => link(mark.link, [icon('bookmark'), h('span', null, mark.title)], { class: 'bookmark' }))) : null);
}

function aboutPerson(id) {
  const found = user(id);
  if (!found) return null;
  return found.is_bot ? 'App' : [found.title, `${time(now(), found.tz)} ${zoneName(now(), found.tz)}`].filter(Boolean).join(' · ');
}

const memberItems = members => [{ heading: `${members.length} members` }, ...[...members].sort((a, b) => userName(a).localeCompare(userName(b))).map(id => ({
  label: userName(id), description: [user(id)?.title, user(id)?.is_bot ? 'App' : user(id)?.tz].filter(Boolean).join(' · '), leading: avatar(id, 'small'), run: () => openDirect(id),
}))];

const pinItems = (channel, pins) => [{ heading: 'Pinned' }, ...pins.map(message => ({
  label: mrkdwnText(message.text).slice(0, 90) || 'Message', description: userName(message.user), icon: 'pin', run: () => go(channelHash(channel.id, message.ts)),
}))];

function channelMenu(channel) {
  const strangers = people().filter(person => !channel.members.includes(person.id));
  const bot = store.app?.bot_user_id, appMissing = bot && !channel.members.includes(bot);
  const add = users => () => api.addMembers(channel.id, users, store.me).catch(failed);
  return [
    { label: 'Copy link', icon: 'link', run: () => copyText(new URL(channelHash(channel.id), location.origin).href).then(() => toast('Link copied.')) },
    isMember(channel) ? null : { label: 'Join channel', icon: 'plus', run: add([store.me]) },
    appMissing ? { label: `Add the app ${userName(bot)}`, icon: 'shield', run: add([bot]) } : null,
    strangers.length ? { label: `Add everyone (${strangers.length} more)`, icon: 'users', run: add(strangers.map(person => person.id)) } : null,
    'divider',
    isMember(channel) ? { label: 'Leave channel', icon: 'back', run: () => api.leaveChannel(channel.id, store.me).catch(failed) } : null,
    { label: 'Archive channel…', icon: 'trash', danger: true, run: () => archive(channel) },
  ];
}

async function archive(channel) {
  const sure = await confirmDialog({ title: `Archive #${channel.name}?`, text: 'Nobody can write in it any more, the app included.', confirm: 'Archive', style: 'danger' });
  if (sure) await api.archiveChannel(channel.id, store.me).catch(failed);
}

/** What stands above the first message: what this place is and what can be done here. */
export function channelEmpty(channel, count) {
  const direct = isDirect(channel), other = others(channel)[0];
  return h('div.channel-start', null,
    h('div.channel-start-icon', { 'aria-hidden': true }, direct ? avatar(other ?? store.me, 'large') : channelIcon(channel)),
    h('h2', null, direct || channel.is_private ? channelName(channel) : `#${channel.name}`),
    h('p', null, direct ? `This conversation is between you and ${other ? channelName(channel) : 'yourself'}.` : channel.purpose || `This is the start of the ${channel.name} channel.`),
    direct || isMember(channel) ? null : h('p.hint', null, 'You are not a member of this channel; what you write here joins it.'),
    count ? null : h('div.start-help', null, direct ? null : newcomer(), store.commands.length
      ? [h('p', null, 'Write a message, or run a command:'), commandList(command => h('button.command', { type: 'button', 'data-insert': `${command.command} ` }, commandWords(command)))]
      : h('p', null, 'Write the first message below.')));
}

/** Who one is here, and the three things that one does. */
const newcomer = () => [
  h('p', null, 'You are ', h('strong', null, userName(store.me)), user(store.me)?.is_admin ? ', an admin.' : '.', ' You can be anyone here; nothing leaves this machine.'),
  h('ol', null,
    h('li', null, 'Type ', h('code', null, '/'), ' for the commands of the app, and press what it answers.'),
    h('li', null, 'Press your picture at the top right to be someone else.'),
    h('li', null, 'Press the clock beside it to move time, for the app too.')),
];

/** The app's commands with what they take and do. */
export const commandList = (row = command => h('div.command', null, commandWords(command))) =>
  h('ul.command-list', { 'aria-label': 'Commands' }, store.commands.map(command => h('li', null, row(command))));

const commandWords = command => [h('code', null, command.command), h('span.command-hint', null, command.usage_hint ?? ''), h('span.command-about', null, command.description ?? '')];
