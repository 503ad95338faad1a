// Reads an iCalendar from standard input with ical.js, and writes what it understood of it as JSON.
import ICAL from 'ical.js';

let text = '';
for await (const part of process.stdin) text += part;
ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(text));
const events = calendar.getAllSubcomponents('vevent').map(component => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid, summary: event.summary, description: event.description, start: event.startDate.toString(), end: event.endDate.toString(),
    wholeDay: event.startDate.isDate, hours: event.duration.toSeconds() / 3600,
  };
});
console.log(JSON.stringify({ name: calendar.getFirstPropertyValue('x-wr-calname'), version: calendar.getFirstPropertyValue('version'), events }));
