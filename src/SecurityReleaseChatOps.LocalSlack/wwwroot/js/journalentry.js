/** Reads the journal's entries into what the panel shows. */

/** {id, kind: delivery | call, at, title, about, outcome, ms, limit, trusted: signature or token good, wrong or none (null), bad, words, facts, request, response, raw}. */
export function readEntry(raw) {
  const delivery = raw.direction === 'delivery', ms = Math.round(raw.ms);
  const body = parsed(raw.request), answer = parsed(raw.response);
  const error = raw.error ?? (answer?.ok === false ? answer.error : null);
  const trusted = delivery ? (raw.signature === 'valid' ? true : null) : raw.token === undefined ? null : raw.token === 'bot' || raw.token === 'app';
  const outcome = error ?? (raw.status === 0 ? 'no answer' : String(raw.status));
  const bad = Boolean(error) || trusted === false || raw.status === 0 || raw.status >= 400 || Boolean(raw.warning);
  const request = pretty(body), response = pretty(answer), about = aboutOf(body ?? {});
  return {
    id: String(raw.id), kind: delivery ? 'delivery' : 'call', at: Date.parse(raw.at), title: raw.name, about, outcome, ms, limit: raw.limit_ms ?? null, trusted, bad, request, response, raw,
    words: `${raw.name} ${raw.kind} ${about} ${outcome} ${raw.url} ${request} ${response}`.toLowerCase(),
    facts: Object.entries({
      Way: delivery ? 'workspace → app' : 'app → workspace', Address: `${raw.http_method} ${raw.url}`, Status: raw.status ? String(raw.status) : 'no answer', Error: error,
      Time: `${raw.ms} ms${raw.limit_ms ? ` of ${raw.limit_ms} ms` : ''}`, Signature: raw.signature, Token: raw.token, Retry: raw.retry_num === undefined ? null : String(raw.retry_num), Fault: raw.fault, Warning: raw.warning,
    }).filter(([, value]) => value),
  };
}

/** JSON where it is JSON; a form's fields, with JSON ones (payload, blocks, view) opened; else the text. */
function parsed(text) {
  if (!text) return null;
  try { return JSON.parse(text); } catch { /* not JSON */ }
  if (!/^[\w.%+[\]-]+=/.test(text)) return text;
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, part]) => [name, /^[[{]/.test(part) ? parsed(part) : part]));
}

const pretty = value => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** What a request is about, in a few words. */
function aboutOf(body) {
  const payload = body.payload ?? body;
  if (payload.command) return `${payload.command} ${payload.text ?? ''}`.trim();
  if (payload.event?.type) return payload.event.type;
  const what = payload.actions?.[0]?.action_id ?? payload.view?.callback_id ?? payload.callback_id ?? payload.action_id;
  if (what) return what;
  return [payload.channel, payload.user, payload.user_id].filter(part => typeof part === 'string').join(' ');
}

const quote = text => `'${String(text).replace(/'/g, `'\\''`)}'`;

/** A shell command that makes the same request; the token, which the journal does not have, is a variable. */
export function curl({ raw }) {
  const headers = Object.entries(raw.headers ?? {}).filter(([name]) => !/^(host|content-length|connection|accept-encoding)$/i.test(name))
    .map(([name, value]) => (/^authorization$/i.test(name) ? '-H "Authorization: Bearer $SLACK_BOT_TOKEN"' : `-H ${quote(`${name}: ${value}`)}`));
  return [`curl -sS -X ${raw.http_method} ${quote(new URL(raw.url, location.origin).href)}`, ...headers, raw.request ? `--data-raw ${quote(raw.request)}` : null].filter(Boolean).join(' \\\n  ');
}
