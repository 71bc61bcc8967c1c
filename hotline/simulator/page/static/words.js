// The simulator's catalogue of sentences, in the language of this page.

import { byId } from "./dom.js";

const words = JSON.parse(byId("words").textContent);
export const { number: hotline, language } = JSON.parse(byId("hotline").textContent);

export function t(name, values = {}) {
  const sentence = words[name] ?? name;
  return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** The word for a state, or the state itself when the catalogue has none. */
export const word = (kind, state) => words[`${kind}.${state}`] ?? String(state ?? "—");

const clock = new Intl.DateTimeFormat("vi-VN", { timeStyle: "medium" });
export const timeOfDay = (moment) => (moment ? clock.format(new Date(moment)) : "—");
