// The one stream of a window. When it is lost the page says so, and asks again for what it has missed.

import { store } from "./store.js";

const FIRST_RETRY = 500;
const LONGEST_RETRY = 8000;
const SILENCE = 40000; // the server says something every 15 s

let retry = FIRST_RETRY;
let watchdog = 0;
let past = 0;

export function connect() {
  const source = new EventSource(`/page/stream?network_id=${store.network}&seen=${store.seen}`);
  const on = (name, action) =>
    source.addEventListener(name, (message) => {
      stillThere(source);
      action(JSON.parse(message.data));
    });
  on("hello", welcome);
  on("time", ({ now }) => store.setClock(now));
  on("log", (events) => {
    store.add(events);
    store.change("log");
    announceNew(events);
  });
  on("calls", (calls) => set("calls", calls));
  on("story", (story) => set("story", story));
  on("city", ({ now, state }) => set("city", state, now));
  on("cases", ({ now, state }) => set("cases", state, now));
  source.onerror = () => lose(source);
  stillThere(source);
}

function welcome({ network, now, next, past: events }) {
  retry = FIRST_RETRY;
  store.setClock(now);
  if (network !== store.network) store.reset(network, next);
  store.link = "on";
  store.change("link", "log", "calls");
  past = events;
}

function set(kind, state, now) {
  if (now) store.setClock(now);
  store[kind] = state;
  store.change(kind);
}

/** What happened before this window looked is not read aloud. */
function announceNew(events) {
  const detail = events.filter((event) => event.number >= past);
  if (detail.length) store.dispatchEvent(new CustomEvent("news", { detail }));
}

function stillThere(source) {
  clearTimeout(watchdog);
  watchdog = setTimeout(() => lose(source), SILENCE);
}

function lose(source) {
  source.close();
  clearTimeout(watchdog);
  store.link = "lost";
  store.change("link");
  setTimeout(connect, retry);
  retry = Math.min(retry * 2, LONGEST_RETRY);
}
