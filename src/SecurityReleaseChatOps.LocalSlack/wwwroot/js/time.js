/** Dates in a person's zone. Instants are milliseconds since the epoch; zones are IANA names. */

const formats = new Map();

function formatter(zone, options) {
  const key = `${zone}|${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    try { formats.set(key, new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options })); }
    catch { formats.set(key, new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options })); }
  }
  return formats.get(key);
}

/** Calendar fields of an instant in a zone; month 1–12, weekday 0 = Sunday. */
export function fields(ms, zone) {
  const options = { hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' };
  const parts = Object.fromEntries(formatter(zone, options).formatToParts(ms).map(part => [part.type, Number(part.value)]));
  const { year, month, day, hour, minute, second } = parts;
  return { year, month, day, hour, minute, second, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

/** The instant of a wall-clock time in a zone; in a DST gap the time after it. */
function instant({ year, month, day, hour = 0, minute = 0 }, zone) {
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const shift = at => { const f = fields(at, zone); return Date.UTC(f.year, f.month - 1, f.day, f.hour, f.minute, f.second) - Math.floor(at / 1000) * 1000; };
  const guess = wall - shift(wall);
  return wall - shift(guess);
}

const two = n => String(n).padStart(2, '0');

export const isoDate = (ms, zone) => { const f = fields(ms, zone); return `${f.year}-${two(f.month)}-${two(f.day)}`; };
/** The value of a datetime-local input. */
export const isoLocal = (ms, zone) => { const f = fields(ms, zone); return `${f.year}-${two(f.month)}-${two(f.day)}T${two(f.hour)}:${two(f.minute)}`; };

/** Reads a datetime-local value as wall-clock time of a zone; null when it is none. */
export function parseLocal(text, zone) {
  const hit = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text ?? '');
  if (!hit) return null;
  const [year, month, day, hour, minute] = hit.slice(1).map(Number);
  return instant({ year, month, day, hour, minute }, zone);
}

export const time = (ms, zone) => formatter(zone, { hour: 'numeric', minute: '2-digit' }).format(ms).replace(/\u202f/g, ' ');
export const time24 = (ms, zone) => formatter(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);
export const timeSeconds = (ms, zone) => formatter(zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(ms).replace(/\u202f/g, ' ');
export const weekday = (ms, zone) => formatter(zone, { weekday: 'short' }).format(ms);
export const shortDate = (ms, zone) => formatter(zone, { weekday: 'short', month: 'short', day: 'numeric' }).format(ms);
export const full = (ms, zone) => formatter(zone, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' }).format(ms).replace(/\u202f/g, ' ');
export const zoneName = (ms, zone) => formatter(zone, { timeZoneName: 'short' }).formatToParts(ms).find(part => part.type === 'timeZoneName')?.value ?? zone;

/** "Tokyo" of "Asia/Tokyo". */
export const city = zone => (zone ?? 'UTC').split('/').pop().replace(/_/g, ' ');

const ordinal = n => `${n}${n % 100 >= 11 && n % 100 <= 13 ? 'th' : ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`;

function dayWord(ms, now, zone) {
  const number = at => { const f = fields(at, zone); return Date.UTC(f.year, f.month - 1, f.day) / 86_400_000; };
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[number(ms) - number(now)];
}

/** The divider above a day's messages. */
export function dayTitle(ms, now, zone) {
  const word = dayWord(ms, now, zone);
  if (word) return word[0].toUpperCase() + word.slice(1);
  const f = fields(ms, zone);
  const text = `${formatter(zone, { weekday: 'long' }).format(ms)}, ${formatter(zone, { month: 'long' }).format(ms)} ${ordinal(f.day)}`;
  return f.year === fields(now, zone).year ? text : `${text}, ${f.year}`;
}

/** "3 minutes ago", "in 2 hours". */
function ago(ms, now) {
  const seconds = Math.round((now - ms) / 1000), size = Math.abs(seconds);
  const [n, unit] = size < 45 ? [0, ''] : size < 2700 ? [Math.max(1, Math.round(size / 60)), 'minute']
    : size < 79_200 ? [Math.max(1, Math.round(size / 3600)), 'hour'] : size < 2_592_000 ? [Math.max(1, Math.round(size / 86_400)), 'day']
    : size < 31_536_000 ? [Math.max(1, Math.round(size / 2_592_000)), 'month'] : [Math.round(size / 31_536_000), 'year'];
  if (!n) return 'just now';
  const words = `${n} ${unit}${n === 1 ? '' : 's'}`;
  return seconds >= 0 ? `${words} ago` : `in ${words}`;
}

/** Slack's `<!date^…>` format, its tokens replaced. */
export function slackDate(unix, format, now, zone) {
  const ms = unix * 1000, f = fields(ms, zone);
  const month = formatter(zone, { month: 'long' }).format(ms), short = formatter(zone, { month: 'short' }).format(ms);
  const date = `${month} ${ordinal(f.day)}, ${f.year}`;
  const dateShort = `${short} ${f.day}, ${f.year}`;
  const dateLong = `${formatter(zone, { weekday: 'long' }).format(ms)}, ${date}`;
  const pretty = words => dayWord(ms, now, zone) ?? words;
  const tokens = {
    date_num: () => `${f.year}-${two(f.month)}-${two(f.day)}`,
    date: () => date, date_short: () => dateShort, date_long: () => dateLong,
    date_pretty: () => pretty(date), date_short_pretty: () => pretty(dateShort), date_long_pretty: () => pretty(dateLong),
    date_long_full: () => dateLong, date_slash: () => `${two(f.month)}/${two(f.day)}/${f.year}`,
    day_divider_pretty: () => dayTitle(ms, now, zone),
    time: () => time(ms, zone), time_secs: () => timeSeconds(ms, zone), ago: () => ago(ms, now),
  };
  return format.replace(/\{([a-z_]+)\}/g, (whole, name) => tokens[name]?.() ?? whole);
}

/** The next weekday `hour`:00 in a zone strictly after `now`. */
export function nextWorkdayHour(now, zone, hour) {
  const f = fields(now, zone);
  for (let add = 0; ; add++) {
    const day = new Date(Date.UTC(f.year, f.month - 1, f.day + add));
    const at = instant({ year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(), hour }, zone);
    if (at > now && day.getUTCDay() % 6 !== 0) return at;
  }
}

/** Whether it is Monday–Friday 9–17 there: a guess; the app knows people's real hours. */
export function officeHours(now, zone) {
  const f = fields(now, zone);
  return f.weekday % 6 !== 0 && f.hour >= 9 && f.hour < 17;
}
