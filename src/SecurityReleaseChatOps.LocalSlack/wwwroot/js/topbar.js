import { avatar } from './avatar.js';
import { clockButton } from './clock.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';
import { me, now, on, people, store, userName } from './store.js';
import { city, time } from './time.js';
import { openStatus } from './status.js';
import { openSwitcher } from './switcher.js';

/** The bar on top: drawer, search, clock, journal, theme, "you are …". `acts`: {drawer, journal, become}. */
export function topbar(acts) {
  const journal = h('button.top-btn', { type: 'button', 'aria-label': 'Journal', title: 'Requests and deliveries (Ctrl J)', 'aria-pressed': false, onclick: acts.journal }, icon('activity'), h('span.top-words', null, 'Journal'));
  const person = menuButton({ class: 'person-btn', 'aria-label': 'You are…' }, [], () => [
    { heading: 'You are' },
    ...people().map(each => ({
      label: userName(each.id), description: [each.title, `${time(now(), each.tz)} in ${city(each.tz)}`].filter(Boolean).join(' · '), leading: avatar(each.id, 'small'), checked: each.id === store.me, run: () => acts.become(each.id),
    })),
    'divider',
    { label: me()?.status_text || me()?.status_emoji ? 'Change or clear your status…' : 'Set a status…', icon: 'smile', run: openStatus },
    { label: 'Open a second window as someone else', icon: 'window', run: () => { const next = people().find(each => each.id !== store.me); window.open(`?as=${next?.id ?? store.me}${location.hash}`, '_blank', 'noopener'); } },
  ], { side: 'below-end', className: 'people-popup' });
  const theme = h('button.top-btn', { type: 'button', onclick: () => { setTheme(shown() === 'dark' ? 'light' : 'dark'); drawTheme(); } });
  const search = h('button.search-btn', { type: 'button', 'aria-label': 'Search or jump to…', onclick: openSwitcher }, icon('search'), h('span', null, 'Search or jump to…'), h('kbd', { 'aria-hidden': true, 'data-keys': 'Ctrl K' }));

  const drawTheme = () => {
    theme.setAttribute('aria-label', shown() === 'dark' ? 'Switch to light theme' : 'Switch to dark theme');
    theme.title = theme.getAttribute('aria-label');
    fill(theme, icon(shown() === 'dark' ? 'sun' : 'moon'));
  };
  const drawPerson = () => {
    if (!me()) return;
    person.setAttribute('aria-label', `You are ${userName(store.me)}`);
    fill(person, avatar(store.me, 'small'), h('span.top-words', null, userName(store.me).split(' ')[0]), icon('down'));
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawTheme);
  ['state', 'me'].forEach(type => on(type, drawPerson));
  drawTheme();

  const el = h('header.topbar', null,
    h('button.top-btn.drawer-btn', { type: 'button', 'aria-label': 'Open sidebar', onclick: acts.drawer }, icon('menu')),
    search, h('span.grow'), clockButton(), journal, theme, person);
  return { el, journalOpen: open => journal.setAttribute('aria-pressed', open) };
}

const shown = () => document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
}
