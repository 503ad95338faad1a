import { toast } from './dialog.js';
import { h } from './dom.js';
import { icon } from './icons.js';

/** What the workspace keeps of one message or form. */
const largest = 20 * 1024 * 1024;

/** Files that a person picked, to be sent: {name, content}, or {name, base64} when one is no text. Null, said why, when they are too large. */
export async function picked(files) {
  if ([...files].reduce((sum, file) => sum + file.size, 0) > largest) { toast('Files can have up to 20 MB here.', { error: true }); return null; }
  const read = await Promise.all([...files].map(one));
  const empty = read.find(file => !(file.content ?? file.base64));
  if (empty) { toast(`${empty.name} is empty.`, { error: true }); return null; }
  return read;
}

/** The names of picked files, each with a button that takes it away again. */
export const pickedList = (files, remove) => files.map(file => h('li', null, icon('file'), h('span.picked-name', null, file.name),
  h('button.icon-btn', { type: 'button', 'aria-label': `Remove ${file.name}`, onclick: () => remove(file) }, icon('close'))));

async function one(file) {
  const bytes = await file.arrayBuffer();
  try {
    return { name: file.name, content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const address = await new Promise(done => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(file); });
    return { name: file.name, base64: address.slice(address.indexOf(',') + 1) };
  }
}
