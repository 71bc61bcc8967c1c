// One telephone on the screen: what it shows, and what can be done with it.

import * as act from "./actions.js";
import { bubble, fill, letter } from "./bubbles.js";
import { h, setText } from "./dom.js";
import { microphone } from "./listen.js";
import { store } from "./store.js";
import { t } from "./words.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const LINGER = 8000; // an officer's phone folds itself that long after its call
let count = 0;

export class PhoneView {
  /** `officer` phones fold when idle and have keys to accept; `watched` phones belong to a story and can't be used. */
  constructor(number, { name, about = "", officer = false, watched = false, idle = null, composer = null }) {
    this.number = number;
    this.officer = officer;
    this.watched = watched;
    this.isOpen = !officer;
    this.hadCall = false;
    this.seenTexts = 0;
    this.#build(`phone${++count}`, name, about, idle, composer);
  }

  #build(id, name, about, idle, composer) {
    this.title = h("span", { class: "name", id: `${id}-name` }, name);
    this.about = h("span", { class: "about" }, about);
    this.status = h("span", { class: "status" });
    const head = h("span", { class: "who" }, this.title, this.about);
    this.fold = this.officer && h("button", { type: "button", class: "fold", "aria-expanded": "false", "aria-controls": `${id}-body`, onclick: () => this.toggle() }, head, this.status);
    this.feed = h("div", { class: "bubbles", role: "log", "aria-live": this.officer ? "off" : "polite", tabindex: "0", "aria-label": t("phone.heard", { name }) });
    this.thread = h("div", { class: "bubbles thread", role: "log", "aria-live": "off", tabindex: "0", "aria-label": t("phone.texts", { name }) });
    this.ringing = this.#ringing(name);
    this.controls = this.watched ? h("div") : this.#controls(name);
    this.idle = idle ?? h("p", { class: "hint" }, t("phone.idle"));
    this.panels = [
      h("div", { class: "panel" }, this.feed, this.ringing, this.controls, this.idle),
      h("div", { class: "panel", hidden: true }, this.thread, composer),
    ];
    this.tabs = this.#tabs(id);
    this.body = h("div", { class: "body", id: `${id}-body`, hidden: this.officer }, this.tabs, ...this.panels);
    this.element = h(
      "article",
      { class: `phone${this.officer ? " officer" : ""}`, tabindex: "-1", "aria-labelledby": `${id}-name`, "data-number": this.number },
      this.fold || h("header", {}, head, this.status),
      this.body,
    );
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
  }

  #tabs(id) {
    const tabs = ["calls", "texts"].map((kind, place) =>
      h("button", { type: "button", role: "tab", id: `${id}-${kind}`, "aria-selected": String(place === 0), "aria-controls": `${id}-p${place}`, tabindex: place ? "-1" : "0", onclick: () => this.show(place) }, t(`tab.${kind}`), h("span", { class: "badge", hidden: true })),
    );
    this.panels.forEach((panel, place) => {
      panel.id = `${id}-p${place}`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tabs[place].id);
    });
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": t("phone.tabs") }, ...tabs);
    list.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      this.show(this.tab === 1 ? 0 : 1);
      tabs[this.tab].focus();
    });
    return list;
  }

  #ringing(name) {
    const act1 = h("button", { type: "button", class: "answer", onclick: () => this.answer() }, t("do.answer"), unseen(` · ${name}`));
    const act2 = h("button", { type: "button", class: "hangup", onclick: () => act.hangUp(this.call) }, t("do.decline"), unseen(` · ${name}`));
    this.callerId = h("strong");
    return h("div", { class: "ringing", hidden: true }, h("p", {}, t("phone.from"), " ", this.callerId), !this.watched && h("div", { class: "pair" }, act1, act2));
  }

  #controls(name) {
    const input = h("input", { type: "text", maxlength: "1000", lang: "vi", autocomplete: "off", "aria-label": t("say.label", { name }), placeholder: t("say.placeholder") });
    const submit = () => {
      if (input.value.trim() && this.call) act.say(this.call, input.value.trim());
      input.value = "";
    };
    const form = h("form", { class: "say", onsubmit: (event) => (event.preventDefault(), submit()) }, input, microphone(input, submit), h("button", {}, t("say.send")));
    this.sayInput = input;
    const pad = h("div", { class: "pad", role: "group", "aria-label": t("pad.label", { name }) }, ...KEYS.map((key) => h("button", { type: "button", onclick: () => this.press(key) }, key)));
    this.offer = h("div", { class: "pair", hidden: true }, h("button", { type: "button", class: "answer", onclick: () => this.press("1") }, t("do.accept")), h("button", { type: "button", onclick: () => this.press("2") }, t("do.pass")));
    const keys = this.officer ? h("details", {}, h("summary", {}, t("pad")), pad) : pad;
    return h("div", { class: "controls", hidden: true }, this.offer, keys, form, h("button", { type: "button", class: "hangup wide", onclick: () => act.hangUp(this.call) }, t("do.hangup"), unseen(` · ${name}`)));
  }

  get call() {
    return store.callOf(this.number);
  }

  get tab() {
    return this.panels[0].hidden ? 1 : 0;
  }

  show(place) {
    this.panels.forEach((panel, one) => (panel.hidden = one !== place));
    [...this.tabs.children].forEach((tab, one) => {
      tab.setAttribute("aria-selected", one === place);
      tab.tabIndex = one === place ? 0 : -1;
    });
    this.update();
  }

  toggle(open = !this.isOpen) {
    this.isOpen = open;
    this.body.hidden = !open;
    this.fold?.setAttribute("aria-expanded", open);
    this.update();
  }

  async answer() {
    const call = this.call;
    this.toggle(true);
    this.element.focus();
    if (call) await act.answer(call);
  }

  press(keys) {
    if (this.call) act.press(this.call, keys);
  }

  /** Keys of the keyboard are keys of the telephone, while the focus is on it and not in a text. */
  #onKey(event) {
    const typing = ["INPUT", "TEXTAREA"].includes(event.target.tagName);
    if (this.watched || typing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (/^[0-9*#]$/.test(event.key) && this.call?.status === "in-progress") {
      event.preventDefault();
      this.press(event.key);
    }
  }

  update() {
    const { call } = this;
    const rings = store.isRinging(this.number);
    const live = call !== null && !rings;
    const talking = call?.talking_with ?? "";
    this.element.dataset.state = rings ? "ringing" : talking ? "talking" : live ? "live" : "idle";
    setText(this.status, this.#statusText(rings, live, talking));
    this.#foldBy(call !== null);
    if (rings) setText(this.callerId, `${store.nameOf(call.from)} ${call.from}`.trim());
    const held = document.activeElement;
    const had = this.element.contains(held) && held !== this.element;
    this.ringing.hidden = !rings;
    this.controls.hidden = !live;
    this.idle.hidden = call !== null;
    if (this.offer) this.offer.hidden = !this.officer || !live || !call.awaits.includes("dtmf");
    if (had && held.offsetParent === null && !this.body.hidden) this.element.focus({ preventScroll: true });
    this.#fillIn();
  }

  #statusText(rings, live, talking) {
    if (rings) return t("status.ringing");
    if (talking) return t("status.talking", { who: store.nameOf(talking) });
    return live ? t("status.live") : "";
  }

  #foldBy(inCall) {
    if (!this.officer) return;
    if (inCall && !this.hadCall) this.toggleLater(true, 0);
    if (!inCall && this.hadCall) this.toggleLater(false, LINGER);
    this.hadCall = inCall;
  }

  toggleLater(open, wait) {
    clearTimeout(this.folding);
    const go = () => (open || !this.element.contains(document.activeElement)) && this.isOpen !== open && this.toggle(open);
    if (wait) this.folding = setTimeout(go, wait);
    else go();
  }

  #fillIn() {
    const { feed, texts } = store.phone(this.number);
    fill(this.feed, feed, bubble);
    this.feed.hidden = feed.length === 0;
    fill(this.thread, texts, letter);
    if (this.tab === 1 && !this.body.hidden) this.seenTexts = texts.length;
    const badge = this.tabs.children[1].lastElementChild;
    const unread = Math.max(texts.length - this.seenTexts, 0);
    badge.hidden = unread === 0;
    setText(badge, String(unread));
    this.element.dataset.unread = unread || "";
    if (this.fold && this.element.dataset.state === "idle") setText(this.status, unread ? t("status.texts", { count: unread }) : "");
  }
}

const unseen = (text) => h("span", { class: "unseen" }, text);
