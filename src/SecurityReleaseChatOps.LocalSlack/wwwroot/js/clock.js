import { api } from './api.js';
import { failed, simpleDialog } from './dialog.js';
import { fill, h, uid } from './dom.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';
import { avatar } from './avatar.js';
import { emit, me, now, on, people, setClock, store, userName, zone } from './store.js';
import { city, isoLocal, nextWorkdayHour, officeHours, parseLocal, shortDate, time, time24, weekday, zoneName } from './time.js';

/** The workspace's clock in the viewer's zone and in UTC; its panel moves it for page, workspace and app together. */
export function clockButton() {
  const local = h('span.clock-local'), utc = h('span.clock-utc');
  const el = h('button.top-btn.clock-btn', { type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': false, onclick: () => open(el) }, icon('clock'), h('span.clock-words', null, local, ' ', utc));
  const tick = () => {
    const at = now();
    fill(local, `${weekday(at, zone())} ${time(at, zone())}`);
    fill(utc, `${time24(at, 'UTC')} UTC`);
    el.classList.toggle('moved', Math.abs(store.offset) > 5000);
    el.setAttribute('aria-label', `Clock: ${weekday(at, zone())} ${time(at, zone())} ${time24(at, 'UTC')} UTC, ${shortDate(at, zone())} in ${city(zone())}`);
  };
  setInterval(tick, 1000);
  ['clock', 'me', 'state'].forEach(type => on(type, tick));
  tick();
  return el;
}

function open(anchor) {
  const body = h('div.clock-panel', { role: 'dialog', 'aria-label': 'Clock' });
  const draw = () => {
    const at = now();
    fill(body,
      h('div.clock-now', null, h('strong', null, `${shortDate(at, zone())}, ${time(at, zone())}`), h('span', null, `${city(zone())} (${zoneName(at, zone())}) · ${shortDate(at, 'UTC')} ${time24(at, 'UTC')} UTC`),
        h('span', null, Math.abs(store.offset) > 5000 ? `Moved by ${span(store.offset)} from the real time` : 'The real time')),
      h('div.clock-moves', null,
        move('+15 min', () => change({ advance: 'PT15M' })), move('+1 h', () => change({ advance: 'PT1H' })), move('+1 day', () => change({ advance: 'P1D' })),
        move('Set…', setDialog), Math.abs(store.offset) > 5000 ? move('Real time', () => change({ set: new Date().toISOString() })) : null),
      move('To the next end of workday', () => change({ set: iso(nextWorkdayHour(now(), zone(), 17)) }), `${weekday(nextWorkdayHour(at, zone(), 17), zone())} 5 PM`),
      h('div.menu-heading', null, 'Where people are'),
      h('ul.zones', null, people().map(person => h('li', null, avatar(person.id, 'small'),
        h('span.zone-who', null, h('span', null, userName(person.id)), h('span.zone-where', null, city(person.tz))),
        h('span.zone-time', null, `${weekday(at, person.tz)} ${time(at, person.tz)}`, h(`span.zone-dot${officeHours(at, person.tz) ? '.on' : ''}`, { role: 'img', 'aria-label': officeHours(at, person.tz) ? 'in office hours' : 'outside office hours', title: officeHours(at, person.tz) ? 'Monday–Friday 9–17 there' : 'Outside Monday–Friday 9–17 there' })),
        h('button.btn.small', { type: 'button', 'aria-label': `→ 5 PM, the end of ${userName(person.id)}'s workday`, title: 'Move the clock to 5:00 PM there', onclick: () => change({ set: iso(nextWorkdayHour(now(), person.tz, 17)) }) }, '→ 5 PM')))));
  };
  const change = body => api.moveClock(body).then(clock => { setClock(clock); emit('clock'); }).catch(failed);
  const off = on('clock', () => { const label = document.activeElement?.textContent; draw(); popup.place(); [...body.querySelectorAll('button')].find(button => button.textContent === label)?.focus(); });
  draw();
  const popup = openPopup(anchor, body, { side: 'below-end', onClose: () => { off(); anchor.setAttribute('aria-expanded', 'false'); }, className: 'clock-popup' });
  popup.el.addEventListener('keydown', event => { if (event.key === 'Tab') event.stopImmediatePropagation(); }, true);
  anchor.setAttribute('aria-expanded', 'true');
  body.querySelector('button').focus();

  function setDialog() {
    popup.close(false);
    const input = h('input.text-input', { type: 'datetime-local', id: uid('clock'), value: isoLocal(now(), zone()), required: true });
    simpleDialog({
      title: 'Set the clock', submit: 'Set',
      body: [h('label.input-label', { htmlFor: input.id }, 'Date and time'), input, h('p.hint', null, `In your zone, ${me()?.tz ?? 'UTC'}. The app's clock moves with it.`)],
      run: () => { const at = parseLocal(input.value, zone()); if (at === null) throw new Error('Enter a date and a time.'); return change({ set: iso(at) }); },
    });
  }
}

const move = (label, run, about) => h('button.btn.clock-move', { type: 'button', onclick: run }, h('span', null, label), about ? h('span.clock-about', null, about) : null);
const iso = ms => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

function span(ms) {
  const minutes = Math.round(Math.abs(ms) / 60_000), days = Math.floor(minutes / 1440), hours = Math.floor(minutes % 1440 / 60);
  return `${ms < 0 ? '−' : '+'}${[days && `${days} d`, hours && `${hours} h`, minutes % 60 && `${minutes % 60} min`].filter(Boolean).join(' ') || 'under a minute'}`;
}
