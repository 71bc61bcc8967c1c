// The officers' telephones in the order in which the city would ring them.

import { byId, fillSelect, h, keepingFocus, setText } from "./dom.js";
import { focusedCase } from "./focus.js";
import { PhoneView } from "./phone.js";
import { store } from "./store.js";
import { t } from "./words.js";

const views = new Map();
let shownLadder = "";

export function installLadder() {
  byId("area").addEventListener("change", arrange);
  byId("search").addEventListener("input", arrange);
  store.when(["city", "cases", "story", "focus"], arrange);
  store.when(["calls", "log"], update);
}

/** The telephone that has rung the longest. */
export function firstRinging() {
  const call = store.calls.find((one) => store.isRinging(one.phone) && views.has(one.phone));
  return call ? views.get(call.phone) : null;
}

function arrange() {
  const { city } = store;
  byId("ladder").hidden = city === null;
  if (city === null) return;
  fillSelect(byId("area"), [["auto", t("area.auto")], ...city.areas.map((area) => [`of ${area.code}`, area.name || t("area.unknown")])]);
  keepingFocus(() => {
    const placed = placeRungs(shownArea(city));
    placeLines(city);
    placeOthers(city, placed);
  });
  update();
}

/** The chosen district; otherwise that of the case one looks at, and before the first case where somebody is on duty. */
function shownArea(city) {
  const chosen = byId("area").value;
  const find = (code) => city.areas.find((area) => area.code === code);
  if (chosen !== "auto") return find(chosen.slice(3));
  const focused = focusedCase();
  const home = focused ? find(focused.district ?? "") : null;
  return home ?? city.areas.find((area) => area.rungs.length > 0) ?? city.areas[0];
}

function placeRungs(area) {
  const placed = new Set();
  const rungs = area.rungs.map((rung) => ({ ...rung, people: rung.people.filter((id) => !placed.has(id) && placed.add(id)) })).filter((rung) => rung.people.length);
  const key = JSON.stringify([area.code, rungs, store.city.people]);
  if (key === shownLadder) return placed;
  shownLadder = key;
  byId("ladder").replaceChildren(
    ...rungs.map((rung) => {
      const when = rung.after ? t("rung.after", { seconds: rung.after }) : t("rung.first");
      return h(
        "section",
        { class: "rung", "data-step": rung.step, "aria-label": t("rung", { number: rung.step }) },
        h("h3", {}, t("rung", { number: rung.step }), h("small", {}, when), h("small", { class: "due" })),
        h("div", { class: "phones" }, ...rung.people.map((id) => viewOf(store.person(id)).element)),
      );
    }),
  );
  return placed;
}

function placeLines(city) {
  const lines = [[city.desk, t("who.desk")], [city.national_line, t("who.national", { line: city.national_line })]].filter(([number]) => number);
  put(byId("lines"), lines.map(([number, name]) => view(number, name, number === city.national_line ? t("lines.national") : t("lines.desk"))));
}

function placeOthers(city, placed) {
  const wanted = fold(byId("search").value);
  const others = Object.values(city.people).filter((one) => !placed.has(one.id)).sort((a, b) => (b.duty.length > 0) - (a.duty.length > 0));
  const shown = others.filter((one) => store.callOf(one.phone) || fold(`${one.name} ${one.id} ${one.phone} ${dutyOf(one)}`).includes(wanted));
  put(byId("others"), shown.map(viewOf));
  byId("nobody").hidden = shown.length > 0;
}

/** Search without caring for case and marks. */
const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

function put(parent, wanted) {
  const elements = wanted.map((one) => one.element);
  if (elements.length === parent.children.length && elements.every((one, place) => one === parent.children[place])) return;
  parent.replaceChildren(...elements);
}

function viewOf(person) {
  const shown = view(person.phone, person.name, "");
  setText(shown.title, person.name);
  setText(shown.about, `${dutyOf(person)} · ${person.phone}`);
  return shown;
}

function view(number, name, about) {
  if (!views.has(number)) views.set(number, new PhoneView(number, { name, about, officer: true }));
  return views.get(number);
}

function dutyOf(person) {
  if (person.role === "manager") return t("duty.manager");
  if (!person.duty.length) return t("duty.off");
  const [district, tier] = person.duty[0];
  const where = district === "city" ? t("who.desk.short") : store.areaName(district);
  return t(tier === 1 ? "duty.first" : "duty.backup", { where, tier });
}

function update() {
  for (const one of views.values()) one.update();
}

/** Mark the step that runs. */
export function showStep(alert, due) {
  for (const rung of byId("ladder").children) {
    const running = alert?.state === "ringing" && String(alert.step) === rung.dataset.step;
    rung.toggleAttribute("data-running", running);
    setText(rung.querySelector(".due"), running && due ? due : "");
  }
}
