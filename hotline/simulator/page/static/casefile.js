// The case as it moves: who called, which step runs and for how long, who was reached how, what happened.

import { byId, fillSelect, h, setText } from "./dom.js";
import { docketOf, focusedCase } from "./focus.js";
import { showStep } from "./ladder.js";
import { store } from "./store.js";
import { t, timeOfDay, word } from "./words.js";

const LOG_SHOWN = 80;
const TICK = 250;

let running = null;

export function installCase() {
  byId("which").addEventListener("change", () => store.change("focus"));
  store.when(["cases", "city", "story", "focus"], show);
  store.when(["log", "city"], showLog);
  setInterval(tick, TICK);
}

function show() {
  const { cases } = store;
  if (cases === null) {
    byId("case").replaceChildren(h("p", { class: "hint" }, t(store.link === "on" ? "case.unreadable" : "case.none")));
    return;
  }
  const label = (one) => `${one.number} · ${store.areaName(one.district)} · ${word("case", one.state)}`;
  fillSelect(byId("which"), [["auto", t("case.auto")], ...cases.cases.toReversed().map((one) => [one.number, label(one)])]);
  const found = focusedCase();
  byId("case").replaceChildren(found ? file(found, docketOf(found.number)) : h("p", { class: "hint" }, t("case.none")));
  tick();
}

function file(one, { contacts, alerts, notifications, events }) {
  const alert = alerts.at(-1) ?? null;
  running = alert;
  return h(
    "div",
    { class: "file", "data-case": one.number },
    h("div", { class: "row" }, h("p", { class: "casenumber" }, linked(one.number)), badge("case", one.state)),
    h("p", { class: "where" }, `${store.areaName(one.district)} · ${word("urgency", one.urgency)} · ${timeOfDay(one.opened_at)}`),
    one.acknowledged_by ? h("p", { class: "owner" }, t("case.owner", { who: nameOf(one.acknowledged_by) })) : null,
    section("case.contacts", list(contacts.map(contactLine))),
    section("case.alert", alert ? alertLine(alert) : null),
    section("case.reached", notifications.length ? table(notifications) : null),
    section("case.events", list(events.toReversed().map((event) => eventLine(event, notifications)), "ol")),
  );
}

/** To its page in the console, where officers work on it. */
function linked(number) {
  const { cases } = document.body.dataset;
  return cases ? h("a", { href: cases + number, target: "_blank", rel: "noopener" }, number) : number;
}

function section(title, content) {
  return content ? h("section", {}, h("h3", {}, t(title)), content) : null;
}

const list = (lines, tag = "ul") => (lines.length ? h(tag, { class: tag === "ol" ? "events" : "contacts" }, ...lines) : null);

function contactLine(contact) {
  const state = contact.outcome ? word("outcome", contact.outcome) : word("stage", contact.stage);
  const who = contact.answered_by ? ` · ${nameOf(contact.answered_by)}` : "";
  return h("li", {}, h("strong", {}, word("channel", contact.channel)), ` ${contact.from} · ${state}${who}`);
}

function alertLine(alert) {
  const bar = h("progress", { id: "due", max: "1", value: "0", hidden: true, "aria-labelledby": "due-text" });
  const text = h("p", { id: "due-text" });
  return h("div", { class: "alert", "data-state": alert.state }, h("p", {}, badge("alert", alert.state), ` ${alert.step ? t("alert.step", { number: alert.step, turn: alert.turn }) : t("alert.before")}`), text, bar);
}

function table(notifications) {
  const rows = notifications.toReversed().map((row) =>
    h(
      "tr",
      { "data-state": row.state },
      h("th", { scope: "row" }, nameOf(row.officer)),
      h("td", {}, word("channel", row.channel === "call" ? "voice" : row.channel)),
      h("td", {}, badge("reached", row.state), row.error ? h("small", {}, ` ${row.error}`) : null),
    ),
  );
  const head = ["reached.who", "reached.how", "reached.state"].map((name) => h("th", { scope: "col" }, t(name)));
  return h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
}

function eventLine(event, notifications) {
  const about = notifications.find((row) => event.what === "notification.state" && row.id === event.subject);
  const subject = about ? `${word("channel", about.channel === "call" ? "voice" : about.channel)} ${nameOf(about.officer)}` : word("what", event.what);
  const states = event.what === "alert.step" ? [event.to] : [event.from, event.to];
  const change = states.filter(Boolean).map((state) => inWords(event.what, state)).join(" → ");
  const who = event.who && !about ? nameOf(event.who) : "";
  return h("li", {}, h("time", { datetime: event.at }, timeOfDay(event.at)), h("span", {}, `${subject}: ${[change, who].filter(Boolean).join(" · ")}`));
}

const KINDS = { "case.state": "case", "alert.state": "alert", "notification.state": "reached", "contact.stage": "stage", "contact.state": "contact" };

function inWords(what, state) {
  if (what in KINDS) return word(KINDS[what], state);
  if (what === "case.district") return store.areaName(state);
  if (what !== "alert.step") return state;
  const [number, turn] = state.split(".");
  return t("alert.step", { number, turn });
}

const badge = (kind, state) => h("span", { class: "state", "data-state": state }, word(kind, state));
const nameOf = (id) => store.person(id)?.name ?? id;

/** Count down to the next step. */
function tick() {
  const text = byId("due-text");
  const left = running?.next_step_at ? (new Date(running.next_step_at) - store.now()) / 1000 : null;
  const due = left === null ? "" : t(running.state === "exhausted" ? "alert.again" : "alert.due", { seconds: Math.max(Math.ceil(left), 0) });
  if (text) {
    const bar = byId("due");
    setText(text, due);
    bar.hidden = left === null;
    bar.value = left === null ? 0 : Math.max(0, 1 - left / stepSeconds());
  }
  showStep(running, due);
}

function stepSeconds() {
  const area = store.city?.areas.find((one) => one.code === (focusedCase()?.district ?? ""));
  return area?.rungs.find((rung) => rung.step === running.step)?.seconds || 30;
}

function showLog() {
  const list = byId("log");
  if (!list.parentElement.open) list.parentElement.addEventListener("toggle", showLog, { once: true });
  else
    list.replaceChildren(
      ...store.log.slice(-LOG_SHOWN).toReversed().map((event) => {
        const values = { who: store.nameOf(event.phone), other: store.nameOf(event.other), text: event.text };
        return h("li", {}, h("time", { datetime: event.at }, timeOfDay(event.at)), h("span", {}, t(`log.${event.kind}`, values)));
      }),
    );
}
