import { api } from './api.js';
import { failed, toast } from './dialog.js';
import { Form } from './form.js';
import { appName, store } from './store.js';

/** What a person reads when the app answered an interaction badly or not at all; null when it answered well. */
export function trouble(answer) {
  if (answer?.status >= 200 && answer.status < 300) return null;
  const code = answer?.body?.error ?? answer?.error;
  if (code === 'operation_timeout') return `${appName()} did not answer within 3 seconds (operation_timeout). Please try again.`;
  if (code === 'app_not_reachable') return `${appName()} is not running, or is not registered with this workspace yet.`;
  return `${appName()} answered with an error (${code ?? `status ${answer?.status}`}). Please try again.`;
}

const forms = new Map();
/** The entries in a message's own elements, kept while the page is open. */
export function messageForm(channel, ts) {
  const key = `${store.me}\n${channel}\n${ts}`;
  if (!forms.has(key)) forms.set(key, new Form());
  return forms.get(key);
}

/** The drawing context of the blocks that stand in `target` ({channel, ts} or {viewId}). */
export function blockContext(kind, target, form, list, more = {}) {
  const request = (source, blockId, value) => ({ user: store.me, ...target, blockId, actionId: source.action_id, value });
  return {
    kind, form,
    async act(source, blockId, value) {
      try {
        // The app is to see what stands in the inputs beside: a view takes it along, a message's inputs are stored first.
        const inputs = form.inputs(list);
        if (kind === 'message') await storeInputs(list, inputs, request);
        const wrong = trouble(await api.action({ ...request(source, blockId, value), state: kind === 'message' ? undefined : inputs }));
        if (wrong) toast(wrong, { error: true });
      } catch (error) {
        failed(error);
      }
    },
    options: (source, blockId, value) => api.options(request(source, blockId, value)),
    ...more,
  };
}

async function storeInputs(list, inputs, request) {
  for (const block of list.filter(each => each.type === 'input' && !each.dispatch_action && each.block_id in inputs)) {
    await api.action(request(block.element, block.block_id, inputs[block.block_id]));
  }
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
