/** Reads the journal's entries into what the panel shows. */

/** One entry: {id, n, kind: delivery | call, at, title, about, outcome, ms, limit: the 3-second rule holds, signature, bad, words, facts, request, response, raw}. */
export function readEntry(raw, n) {
  const kind = raw.direction === 'out' || raw.kind === 'delivery' || raw.kind === 'out' ? 'delivery' : 'call';
  const ms = number(raw.ms ?? raw.duration_ms ?? raw.elapsed_ms);
  const status = raw.status ?? raw.response?.status ?? null;
  const answer = parsed(raw.response?.body ?? raw.response ?? raw.answer);
  const error = raw.error ?? (answer && answer.ok === false ? answer.error : null);
  const signature = typeof raw.signature === 'boolean' ? raw.signature : raw.signature === 'valid' ? true : raw.signature === 'invalid' ? false : null;
  const title = raw.method_name ?? raw.name ?? raw.method ?? raw.url ?? 'request';
  const body = parsed(raw.request?.body ?? raw.request ?? raw.body);
  const bad = Boolean(error) || signature === false || (status !== null && (status === 0 || status >= 400)) || (kind === 'delivery' && ms > 3000);
  const outcome = error ?? (status === null ? 'waiting' : status === 0 ? 'no answer' : String(status));
  const request = pretty(body), response = pretty(answer);
  const about = aboutOf(raw, body);
  return {
    id: String(raw.id ?? n), n, kind, at: Date.parse(raw.at ?? raw.time ?? raw.started) || 0, title, about, outcome, ms, signature, bad, raw, request, response,
    limit: kind === 'delivery', words: `${title} ${about} ${outcome} ${raw.url ?? ''} ${request} ${response}`.toLowerCase(),
    facts: [['Way', kind === 'delivery' ? 'workspace → app' : 'app → workspace'], ['Address', raw.url], ['Status', outcome], ['Time', ms === null ? null : `${ms} ms${kind === 'delivery' ? ' of 3000 ms' : ''}`],
      ['Signature', signature === null ? null : signature ? 'valid' : 'not valid'], ['Attempt', raw.attempt > 1 || raw.retry_num ? String(raw.attempt ?? raw.retry_num) : null], ['Fault', raw.fault]].filter(([, value]) => value),
  };
}

const number = value => (value === undefined || value === null ? null : Math.round(Number(value)));

/** JSON where it is JSON; a form's fields, with JSON ones (payload, blocks, view) opened; else the text. */
function parsed(value) {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'object') return value;
  const text = String(value);
  try { return JSON.parse(text); } catch { /* not JSON */ }
  if (!/^[\w.%+[\]-]+=/.test(text)) return text;
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, part]) => [name, /^[[{]/.test(part) ? parsed(part) : part]));
}

const pretty = value => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function aboutOf(raw, body) {
  const payload = body?.payload ?? body ?? {};
  if (payload.command) return `${payload.command} ${payload.text ?? ''}`.trim();
  if (payload.event?.type) return payload.event.type;
  if (payload.actions?.[0]) return `${payload.type} ${payload.actions[0].action_id ?? ''}`;
  if (payload.view?.callback_id) return `${payload.type ?? ''} ${payload.view.callback_id}`.trim();
  if (payload.callback_id) return `${payload.type ?? ''} ${payload.callback_id}`.trim();
  return payload.channel && typeof payload.channel === 'string' ? payload.channel : raw.about ?? '';
}

/** A shell command that makes the same request; the token stays a variable. */
export function curl(entry) {
  const { raw } = entry, quote = text => `'${String(text).replace(/'/g, `'\\''`)}'`;
  const headers = Object.entries(raw.request_headers ?? raw.request?.headers ?? raw.headers ?? {}).map(([name, value]) => `-H ${/^authorization$/i.test(name) ? '"Authorization: Bearer $SLACK_BOT_TOKEN"' : quote(`${name}: ${value}`)}`);
  const body = raw.request?.body ?? raw.body ?? raw.request;
  const url = /^https?:/.test(raw.url ?? '') ? raw.url : new URL(raw.url ?? `/api/${entry.title}`, location.origin).href;
  if (!headers.some(header => /content-type/i.test(header)) && typeof body === 'object' && body) headers.push(`-H ${quote('Content-Type: application/json')}`);
  return [`curl -sS -X ${raw.http_method ?? 'POST'} ${quote(url)}`, ...headers, body ? `--data-raw ${quote(typeof body === 'string' ? body : JSON.stringify(body))}` : null].filter(Boolean).join(' \\\n  ');
}
