// A small app on Slack's own SDK: nothing in it knows that the server is not Slack.
const { App } = require('@slack/bolt');

const socketMode = process.env.MODE === 'socket';
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  socketMode,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const text = (words) => ({ type: 'plain_text', text: words });
const form = (title) => ({
  type: 'modal',
  callback_id: 'form',
  title: text(title),
  submit: text('Send'),
  notify_on_close: true,
  blocks: [{ type: 'input', block_id: 'name', label: text('Name'), element: { type: 'plain_text_input', action_id: 'value' } }],
});

app.command('/bolt', async ({ command, ack, say, client }) => {
  switch (command.text) {
    case 'modal':
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form('First') });
      break;
    case 'button':
      await ack();
      await say({
        text: 'A button',
        blocks: [{ type: 'actions', block_id: 'row', elements: [{ type: 'button', action_id: 'press', value: '42', text: text('Press') }] }],
      });
      break;
    default:
      await ack(`You said ${command.text}`);
  }
});

app.view('form', async ({ ack, view, body, client }) => {
  const name = view.state.values.name.value.value;
  if (name === 'bad') await ack({ response_action: 'errors', errors: { name: 'Not that one' } });
  else if (name === 'update') await ack({ response_action: 'update', view: form('Second') });
  else if (name === 'push') await ack({ response_action: 'push', view: form('Third') });
  else {
    await ack();
    await client.chat.postMessage({ channel: 'C02', text: `<@${body.user.id}> sent ${name}` });
  }
});

app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body, client }) => {
  await ack();
  await client.chat.postMessage({ channel: 'C02', text: `closed by ${body.user.id}` });
});

app.action('press', async ({ ack, action, body, respond }) => {
  await ack();
  await respond({ replace_original: true, text: `${action.value} by ${body.user.id}` });
});

app.event('app_home_opened', async ({ event, client }) => {
  await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'section', text: text('Welcome home') }] } });
});

app.message('ping', async ({ say }) => {
  await say('pong');
});

app.shortcut('go', async ({ shortcut, ack, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: form('From a shortcut') });
});

app.shortcut('note', async ({ shortcut, ack, respond }) => {
  await ack();
  await respond(`Noted: ${shortcut.message.text}`);
});

(async () => {
  const server = await app.start(Number(process.env.PORT ?? 0));
  console.log(`ready ${socketMode ? 0 : server.address().port}`);
})();
