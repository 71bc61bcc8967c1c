// Keeps a page true: listens to the stream, tells htmx what to fetch anew, and never lets old data look live.
// A page that wants it says so with data-live on its body ("board", or "case" and the number in data-case).

import { isBehind, overtake, watch } from "./answers.js";

const SILENCE = 10_000; // the server says something every 4 seconds
const link = document.getElementById("link");
const { live, case: caseNumber } = document.body.dataset;
let source, quiet, heardAt = new Date();

function show(state) {
  if (state === "on") heardAt = new Date();
  const at = heardAt.toLocaleTimeString("vi-VN", { hour12: false });
  const words = link.dataset[state].replace("{at}", at);
  if (link.textContent !== words) link.textContent = words;
  link.dataset.state = state;
  document.documentElement.dataset.link = state;
}

function tell(topics) {
  overtake();
  for (const topic of topics) document.body.dispatchEvent(new CustomEvent(`live:${topic}`));
}

function heard(state = "on") {
  show(state === "on" && isBehind() ? "lost" : state);
  clearTimeout(quiet);
  quiet = setTimeout(lose, SILENCE);
}

function lose() {
  show("lost");
  source?.close();
  clearTimeout(quiet);
  quiet = setTimeout(listen, 2000);
}

function listen() {
  source = new EventSource("/console/live" + (caseNumber ? `?case=${encodeURIComponent(caseNumber)}` : ""));
  source.addEventListener("hello", () => { heard(); tell(["board", "case"]); });
  source.addEventListener("breath", () => heard(link.dataset.state === "trouble" ? "trouble" : "on"));
  source.addEventListener("change", (event) => { heard(); tell(event.data.split(" ")); });
  source.addEventListener("trouble", () => heard("trouble"));
  source.addEventListener("goodbye", () => {
    if (document.body.dispatchEvent(new CustomEvent("live:goodbye", { cancelable: true }))) location.reload();
  });
  source.onerror = lose;
}

// what the button Back brings out of the browser's memory may be old, and of somebody who has signed out since
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  document.body.hidden = true;
  location.reload();
});

function miss(since) {
  if (since < heardAt) heardAt = new Date(since);
  if (link.dataset.state !== "trouble") show("lost");
}

function find() {
  if (link.dataset.state === "lost" && source?.readyState === EventSource.OPEN) show("on");
}

if (live) {
  show("waiting");
  watch({ lost: miss, found: find, again: () => tell(["board", "case"]) });
  listen();
  addEventListener("pagehide", () => source?.close());
  addEventListener("online", () => { clearTimeout(quiet); source?.close(); listen(); });
  addEventListener("offline", lose);
}
