// The board: clocks, the title's count, and a bell while something rings that the viewer may accept.
// Silencing the bell silences what is on the page now: the next child is heard. Turning it off is another button.

import { ask, isHeard, once, silence, start, wake } from "./bell.js";
import { follow } from "./clock.js";
import { isInTheWay } from "./pressing.js";
import { comesTooSoon } from "./resting.js";

const board = document.getElementById("board");
const sound = document.getElementById("sound"), mute = document.getElementById("mute");
const title = document.title;
let isOn = false, hushed = new Set(), shown = "";

function count() {
  return Number(document.getElementById("rings").dataset.count);
}

function alerts() {
  return [...document.querySelectorAll("#rings [data-alert]")].map((one) => one.dataset.alert);
}

function isWanted() {
  return isOn && alerts().some((one) => !hushed.has(one));
}

function stateOfBell() {
  if (!isOn) return "off";
  if (!isHeard()) return "unheard";
  if (isWanted()) return "ringing";
  return alerts().length ? "hushed" : "on";
}

function show() {
  const ringing = count();
  document.title = ringing ? `(${ringing}) ${title}` : title;
  hushed = new Set(alerts().filter((one) => hushed.has(one))); // what comes back later is heard again
  const state = stateOfBell();
  sound.dataset.state = state;
  mute.hidden = !isOn;
  sound.textContent = sound.dataset[state];
  sound.setAttribute("aria-pressed", String(isOn));
  if (isWanted()) start();
  else silence();
}

function showSound() {
  if (isOn && !isHeard()) ask();
  show();
}

sound.hidden = false;
sound.addEventListener("click", async () => {
  const state = stateOfBell();
  if (state === "ringing") hushed = new Set(alerts());
  if (state === "hushed") hushed.clear();
  if (state === "on") once(); // never off: whoever silences what another has just accepted must hear the next one
  if (state === "off") isOn = await wake(showSound); // a browser makes no sound before somebody has touched the page
  if (state === "unheard") await wake(showSound);
  show();
});
document.addEventListener("visibilitychange", showSound);
mute.addEventListener("click", () => { isOn = false; show(); });

board.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (requestConfig.verb !== "get" || xhr.status !== 200) return;
  const waits = isInTheWay(event.detail, "live:board") || comesTooSoon(event.detail, "live:board");
  if (xhr.responseText === shown || waits) event.detail.shouldSwap = false;
  else shown = xhr.responseText;
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.verb === "post") shown = "";
  show();
});

// the row of a button may be drawn anew before its answer comes: htmx finds no place for that any more
document.body.addEventListener("htmx:beforeSend", ({ detail: { requestConfig, xhr } }) => {
  if (requestConfig.verb === "post") xhr.addEventListener("loadend", () => { if (!xhr.status || xhr.status >= 400) tellFailed(); });
});
document.body.addEventListener("htmx:oobErrorNoTarget", ({ detail: { content } }) => {
  document.getElementById(content.id)?.replaceWith(content);
  htmx.process(content);
});

function tellFailed() {
  const line = Object.assign(document.createElement("p"), { className: "card alarm", textContent: board.dataset.failed });
  document.getElementById("said").replaceChildren(line);
  document.body.dispatchEvent(new CustomEvent("live:board")); // it may have been done all the same
}

if (location.search.includes("said=")) history.replaceState(null, "", location.pathname); // told once
follow(board);
show();
