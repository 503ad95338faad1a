/** The workspace's control API. Every call answers its JSON, or throws ApiError with words for a person. */

class ApiError extends Error {
  constructor(message, status, body) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

// What is pressed must still be there when it is released, or the press is lost: until then nothing is drawn that was read.
let held = null, release = () => {};
addEventListener('pointerdown', event => { if (event.button === 0) held ??= new Promise(done => { release = () => { held = null; done(); }; }); }, true);
// The click comes with the release.
['pointerup', 'pointercancel'].forEach(type => addEventListener(type, () => setTimeout(release), true));
// Where a menu of the browser's own took the release, the pointer comes back without a button.
addEventListener('pointermove', event => { if (!event.buttons) release(); }, true);

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/control/${path}`, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError('The workspace does not answer. Is it still running?', 0, null);
  }
  const text = await response.text();
  let json = null;
  try { json = text ? JSON.parse(text) : null; } catch { /* not JSON: told below by its status */ }
  await held;
  if (!response.ok) throw new ApiError(json?.error ?? `The workspace answered ${response.status}.`, response.status, json);
  return json;
}

const get = path => call('GET', path);
const del = path => call('DELETE', path);
const post = (path, body = {}) => call('POST', path, body);
const part = encodeURIComponent;
const query = values => {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return set.length ? `?${new URLSearchParams(set)}` : '';
};

export const api = {
  state: user => get(`state${query({ user })}`),
  messages: (channel, user, threadTs) => get(`channels/${part(channel)}/messages${query({ user, thread_ts: threadTs })}`),
  post: message => post('messages', message),
  edit: message => post('messages/edit', message),
  remove: message => post('messages/delete', message),
  react: reaction => post('reactions', reaction),
  command: command => post('commands', command),
  action: action => post('actions', action),
  options: request => post('options', request),
  views: user => get(`users/${part(user)}/views`),
  home: (user, open) => get(`users/${part(user)}/home${query({ open })}`),
  openHome: user => post(`home/${part(user)}/open`),
  submit: (viewId, body) => post(`views/${part(viewId)}/submit`, body),
  close: (viewId, body) => post(`views/${part(viewId)}/close`, body),
  shortcut: shortcut => post('shortcuts', shortcut),
  clock: () => get('clock'),
  moveClock: change => post('clock', change),
  faults: () => get('faults'),
  fault: fault => post('faults', fault),
  clearFaults: () => del('faults'),
  requests: after => get(`requests${query({ after, limit: 1000 })}`),
  clearRequests: () => del('requests'),
  setStatus: (user, status) => post(`users/${part(user)}/status`, status),
  openDm: (user, other) => post('dms', { user, with: other }),
  createChannel: channel => post('channels', channel),
  addMembers: (channel, users, user) => post(`channels/${part(channel)}/members`, { users, user }),
  leaveChannel: (channel, user) => post(`channels/${part(channel)}/leave`, { user }),
  archiveChannel: (channel, user) => post(`channels/${part(channel)}/archive`, { user }),
};
