// Which case the page is about: the chosen one, else that of the story, else the newest.

import { byId } from "./dom.js";
import { store } from "./store.js";

const running = () => store.story !== null && store.story.number !== store.dismissed;

export function focusedCase() {
  const { cases } = store;
  if (!cases?.cases.length) return null;
  const chosen = byId("which").value;
  const find = (number) => cases.cases.find((one) => one.number === number) ?? null;
  if (chosen && chosen !== "auto") return find(chosen);
  const contact = running() ? cases.contacts.find((one) => store.story.contacts.includes(one.sid)) : cases.contacts.at(-1);
  return contact ? find(contact.case) : null;
}

/** Everything that was written down about one case. */
export function docketOf(number) {
  const of = (rows) => rows.filter((row) => row.case === number);
  const alerts = of(store.cases.alerts);
  const ids = new Set(alerts.map((alert) => alert.id));
  return {
    contacts: of(store.cases.contacts),
    alerts,
    notifications: store.cases.notifications.filter((row) => ids.has(row.alert)),
    events: of(store.cases.events),
  };
}
