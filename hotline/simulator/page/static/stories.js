// The ready-made stories: start one, watch it, and read at its end whether all was as it should be.

import { playStory, stopStory } from "./actions.js";
import { byId, h } from "./dom.js";
import { store } from "./store.js";
import { t, timeOfDay } from "./words.js";
import { showView } from "./views.js";

const BEATS_SHOWN = 6;
let shown = "";

export function installStories() {
  for (const button of buttons()) button.addEventListener("click", () => start(button.dataset.story));
  store.when(["story"], show);
}

const buttons = () => byId("stories").querySelectorAll("button");

async function start(name) {
  store.dismissed = null;
  const response = await playStory(name);
  if (response?.ok) {
    showView("stories");
    byId("run").focus({ preventScroll: true });
    byId("run").scrollIntoView({ block: "nearest" });
  }
}

function show() {
  const { story } = store;
  const playing = story?.result === "playing";
  for (const button of buttons()) {
    button.toggleAttribute("disabled", playing);
    button.toggleAttribute("data-current", button.dataset.story === story?.story);
  }
  const run = byId("run");
  run.hidden = story === null || story.number === store.dismissed;
  const key = JSON.stringify(story);
  if (run.hidden || key === shown) return;
  shown = key;
  const focused = run.contains(document.activeElement);
  run.dataset.result = story.result;
  run.replaceChildren(...parts(story, playing));
  if (focused) run.focus({ preventScroll: true });
  if (!playing) store.dispatchEvent(new CustomEvent("say", { detail: `${t(`story.${story.story}`)}: ${t(`result.${story.result}`)}` }));
}

function parts(story, playing) {
  const beats = playing || !story.checks.length ? story.beats : story.beats.slice(-BEATS_SHOWN);
  const right = story.checks.filter((check) => check.ok).length;
  return [
    h("div", { class: "row" }, h("h2", { id: "run-title" }, t(`story.${story.story}`)), h("span", { class: "state", "data-state": story.result }, t(`result.${story.result}`))),
    h("p", { class: "hint" }, t("stories.limit", { seconds: Math.round(story.seconds) })),
    h("ol", { class: "events" }, ...beats.map((beat) => h("li", {}, h("time", { datetime: beat.at }, timeOfDay(beat.at)), h("span", {}, t(beat.name, beat.values))))),
    story.checks.length ? h("h3", {}, t("stories.checks", { right, all: story.checks.length })) : null,
    story.checks.length ? h("ul", { class: "checks" }, ...story.checks.map(checkLine)) : null,
    playing
      ? h("button", { type: "button", onclick: stopStory }, t("stories.stop"))
      : h("button", { type: "button", onclick: () => dismiss(story) }, t("stories.close")),
  ].filter(Boolean);
}

function checkLine(check) {
  const mark = h("span", { class: "mark", role: "img", "aria-label": t(check.ok ? "check.yes" : "check.no") }, check.ok ? "✓" : "✗");
  const values = { ...check.values, district: check.values.district || t("area.unknown") };
  return h("li", { "data-ok": String(check.ok) }, mark, h("span", {}, t(`check.${check.name}`, values)));
}

function dismiss(story) {
  store.dismissed = story.number;
  store.change("story");
  buttons()[0].focus({ preventScroll: true });
}
