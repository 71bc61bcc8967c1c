// The child's telephone: one's own, and while a story plays also the story's, which plays by itself.

import * as act from "./actions.js";
import { byId, h, setText } from "./dom.js";
import { PhoneView } from "./phone.js";
import { measure } from "./segments.js";
import { store } from "./store.js";
import { t } from "./words.js";

const KEPT = "child";
const FIRST = "+84900000001";
const E164 = "\\+[1-9][0-9]{3,14}";

let mine = null;
let played = null;
export let number = localStorage.getItem(KEPT) ?? FIRST;

export const myPhone = () => mine;

export function installChild() {
  build();
  store.when(["calls", "log", "city"], () => mine.update());
  store.when(["story", "calls", "log"], showPlayed);
}

function build() {
  const inCall = mine?.element.contains(document.activeElement);
  mine = new PhoneView(number, { name: t("who.child"), idle: dialler(), composer: composer() });
  byId("child-phone").replaceChildren(mine.element);
  mine.update();
  if (inCall) mine.element.focus();
}

function dialler() {
  const phone = h("input", { type: "tel", value: number, pattern: E164, required: true, autocomplete: "off", maxlength: "16" });
  const hidden = h("input", { type: "checkbox" });
  phone.addEventListener("change", () => phone.checkValidity() && choose(phone.value));
  const dial = async (event) => {
    event.preventDefault();
    if (phone.value !== number) choose(phone.value);
    await act.placeCall(number, hidden.checked);
    mine.element.focus();
  };
  return h(
    "form",
    { class: "dialler", onsubmit: dial },
    h("p", { class: "hint" }, t("child.hint")),
    h("label", {}, t("child.number"), phone),
    h("label", { class: "check" }, hidden, t("child.anonymous")),
    h("button", { class: "answer wide", "aria-keyshortcuts": "Alt+Shift+C" }, t("do.call")),
  );
}

function choose(value) {
  number = value;
  localStorage.setItem(KEPT, value);
  build();
}

function composer() {
  const words = h("textarea", { rows: "2", maxlength: "1600", lang: "vi", "aria-label": t("text.label"), placeholder: t("text.placeholder") });
  const size = h("output", { class: "size" });
  const count = () => {
    const { length, segments, room, coding } = measure(words.value);
    setText(size, words.value ? t("text.size", { length, room, count: segments, coding }) : "");
  };
  words.addEventListener("input", count);
  const send = (event) => {
    event.preventDefault();
    if (words.value.trim()) act.sendText(number, words.value);
    words.value = "";
    count();
  };
  return h("form", { class: "compose", onsubmit: send }, words, h("div", { class: "row" }, size, h("button", { class: "answer" }, t("text.send"))));
}

function showPlayed() {
  const { story } = store;
  const shown = story !== null && story.number !== store.dismissed;
  if (!shown) {
    played = null;
    byId("story-phone").replaceChildren();
    return;
  }
  if (played?.number !== story.child) {
    played = new PhoneView(story.child, { name: t("who.played"), about: t(`story.${story.story}`), watched: true, idle: h("p", { class: "hint" }, t("child.played")) });
    byId("story-phone").replaceChildren(played.element);
    if (store.phone(story.child).texts.length) played.show(1);
  }
  if (!store.phone(story.child).feed.length && store.phone(story.child).texts.length && played.tab === 0) played.show(1);
  played.update();
}
