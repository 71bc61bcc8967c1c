// What stands around the phones: the small screen's tabs, the state of the stream, what is announced, the shortcuts.

import { hangUp } from "./actions.js";
import { myPhone } from "./child.js";
import { byId, setText } from "./dom.js";
import { firstRinging } from "./ladder.js";
import { store } from "./store.js";
import { t } from "./words.js";

const main = document.querySelector("main");
const tabs = document.querySelectorAll(".views button");
let rang = new Set();

export function installViews() {
  for (const tab of tabs) tab.addEventListener("click", () => showView(tab.dataset.view));
  byId("keys").addEventListener("click", () => byId("help").showModal());
  store.when(["link"], showLink);
  store.when(["calls"], announceRinging);
  store.when(["trouble", "say"], ({ detail }) => announce(detail));
  document.addEventListener("keydown", onShortcut);
}

/** On a small screen one view is seen at a time. */
export function showView(name) {
  main.dataset.view = name;
  for (const tab of tabs) {
    if (tab.dataset.view === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

function announce(text) {
  setText(byId("announcer"), text);
}

function showLink() {
  const link = byId("link");
  link.dataset.state = store.link;
  setText(link, t(`link.${store.link}`));
}

function announceRinging() {
  const ringing = store.calls.filter((call) => store.isRinging(call.phone));
  const fresh = ringing.filter((call) => !rang.has(call.sid));
  rang = new Set(ringing.map((call) => call.sid));
  if (fresh.length) announce(t("announce.rings", { who: fresh.map((call) => store.nameOf(call.phone)).join(", ") }));
  const badge = [...tabs].find((tab) => tab.dataset.view === "officers").querySelector(".badge");
  badge.hidden = ringing.length === 0;
  setText(badge, String(ringing.length));
  document.title = ringing.length ? `🔔 ${t("title")}` : t("title");
}

function onShortcut(event) {
  if (!event.altKey || !event.shiftKey) return;
  if (event.code === "KeyC") callOrHangUp(event);
  if (event.code === "KeyA") answer(event);
}

function callOrHangUp(event) {
  event.preventDefault();
  showView("child");
  const phone = myPhone();
  if (phone.call) hangUp(phone.call);
  else phone.element.querySelector("form.dialler").requestSubmit();
}

function answer(event) {
  event.preventDefault();
  const phone = firstRinging();
  if (!phone) {
    announce(t("announce.quiet"));
    return;
  }
  showView("officers");
  phone.answer();
}
