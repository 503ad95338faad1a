import { api } from './api.js';
import { avatar } from './avatar.js';
import { failed } from './dialog.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';
import { channelHash, go } from './route.js';
import { statusOf } from './status.js';
import { isApp, isMember, loadState, now, others, store, user, userName } from './store.js';
import { city, time, zoneName } from './time.js';

/** Opens (and makes, where there is none) the direct conversation with someone. */
export async function openDirect(id) {
  if (isApp(id)) { go('#/app/messages'); return; }
  try { go(channelHash(await directChannel(id))); } catch (error) { failed(error); }
}

export async function directChannel(id) {
  const known = [...store.channels.values()].find(channel => channel.is_im && isMember(channel) && (id === store.me ? others(channel).length === 0 : others(channel).includes(id)));
  if (known) return known.id;
  const { channel } = await api.openDm(store.me, id);
  await loadState();
  return channel;
}

/** The card that opens on a name: picture, title, local time, a way to write. */
function personCard(anchor, id) {
  const found = user(id);
  if (!found) return;
  const popup = openPopup(anchor, h('div.person-card', { role: 'dialog', 'aria-label': userName(id) },
    avatar(id, 'large'),
    h('div.person-words', null,
      h('div.person-name', null, userName(id), found.is_bot ? h('span.badge', null, 'APP') : null),
      h('div.person-about', null, found.is_bot ? 'App' : [found.title, `@${found.name}`].filter(Boolean).join(' · ')),
      found.status_text || found.status_emoji ? h('div.person-about', null, statusOf(found)) : null,
      found.deleted ? h('div.person-about', null, 'Deactivated account') : null,
      found.is_bot ? null : h('div.person-about', null, icon('clock'), `${time(now(), found.tz)} local time · ${city(found.tz)} (${zoneName(now(), found.tz)})`),
      h('button.btn', { type: 'button', onclick: () => { popup.close(false); openDirect(id); } }, isApp(id) ? 'Open the app' : id === store.me ? 'Notes to self' : 'Message'))), { className: 'card-popup' });
  popup.el.querySelector('button').focus();
}

document.addEventListener('click', event => {
  const name = event.target.closest?.('[data-user]');
  if (name) personCard(name, name.dataset.user);
});
document.addEventListener('keydown', event => {
  if ((event.key === 'Enter' || event.key === ' ') && event.target.matches?.('a.mention[data-user]')) { event.preventDefault(); event.target.click(); }
});
