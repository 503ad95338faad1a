import { api } from './api.js';
import { failed, toast } from './dialog.js';
import { Form, plainValue } from './form.js';
import { appName, store } from './store.js';

/** What a person reads when the app answered an interaction badly or not at all; null when it answered well. */
export function trouble(answer) {
  if (answer?.status >= 200 && answer.status < 300) return null;
  const code = answer?.body?.error ?? answer?.error;
  if (code === 'operation_timeout' || answer?.status === 0) return `${appName()} did not answer within 3 seconds (operation_timeout). Please try again.`;
  return `${appName()} answered with an error (status ${answer?.status ?? 'unknown'}${code ? `, ${code}` : ''}).`;
}

const forms = new Map();
/** The entries in a message's own elements, kept while the page is open. */
export function messageForm(channel, ts) {
  const key = `${store.me}\n${channel}\n${ts}`;
  if (!forms.has(key)) forms.set(key, new Form());
  return forms.get(key);
}

/** The drawing context of blocks that stand in `target` ({channel, ts} or {viewId}). */
export function blockContext(kind, target, form, more = {}) {
  return {
    kind, form,
    async act(source, blockId, value) {
      try {
        const answer = await api.action({ user: store.me, ...target, blockId, actionId: source.action_id, value: plainValue(value), state: form.state() });
        const wrong = trouble(answer);
        if (wrong) toast(wrong, { error: true });
      } catch (error) {
        failed(error);
      }
    },
    options: (source, blockId, value) => api.options({ user: store.me, ...target, blockId, actionId: source.action_id, value }),
    ...more,
  };
}

/** Runs a global or message shortcut. */
export async function runShortcut(shortcut, target = {}) {
  try {
    const wrong = trouble(await api.shortcut({ user: store.me, callbackId: shortcut.callback_id, ...target }));
    if (wrong) toast(wrong, { error: true });
  } catch (error) {
    failed(error);
  }
}
