// What one telephone hears and says, as bubbles; and its text messages, as a thread.

import { h } from "./dom.js";
import { measure } from "./segments.js";
import { store } from "./store.js";
import { t, timeOfDay, word } from "./words.js";

const NOTES = { calls: "note.calls", connects: "note.connects", parts: "note.parts", records: "note.records", queues: "note.queues" };

/** Bring a list of bubbles up to date with `events`; bubbles that are there stay untouched. */
export function fill(list, events, make) {
  const first = events.length ? String(events[0].number) : "";
  if (list.dataset.first !== first) list.replaceChildren();
  list.dataset.first = first;
  if (list.children.length === events.length) return;
  list.append(...events.slice(list.children.length).map(make));
  list.scrollTop = list.scrollHeight;
}

export function bubble(event) {
  if (event.kind === "rings") return note(t("note.rings", { who: store.nameOf(event.other) }));
  if (event.kind === "ends") return note(t("note.ends", { how: word("ended", event.text) }));
  if (event.kind in NOTES) return note(t(NOTES[event.kind], { who: store.nameOf(event.other) }));
  const [side, who] = {
    hears: ["left", event.other ? store.nameOf(event.other) : t("who.machine")],
    says: ["right", t("who.me")],
    presses: ["right key", t("who.pressed")],
  }[event.kind];
  const kind = event.other ? `${side} human` : side;
  return h("div", { class: kind }, h("span", { class: "who" }, who), h("span", { class: "words", lang: "vi" }, event.text));
}

export function letter(event) {
  const mine = event.kind === "texts";
  const { segments, coding } = measure(event.text);
  const size = t(segments === 1 ? "text.segment" : "text.segments", { count: segments, coding });
  return h(
    "div",
    { class: mine ? "right" : "left" },
    h("span", { class: "who" }, `${mine ? t("who.me") : store.nameOf(event.other)} · ${timeOfDay(event.at)}`),
    h("span", { class: "words", lang: "vi" }, event.text),
    h("span", { class: "size" }, size),
  );
}

const note = (text) => h("div", { class: "note" }, text);
