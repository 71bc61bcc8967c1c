// What is typed is kept by the service until it is recorded: while one types, and when the page goes.
// It is never stored on this telephone: others may use it, too.

import { csrf, endSession, here } from "./session.js";

const PAUSE = 800, LONGEST = 3000, PATIENCE = 8000, AGAIN = 5000;
const waiting = new Map(); // field -> timer
const sending = new Map(); // field -> AbortController
const since = new Map(); // field -> when the first of what nobody has sent was typed
const hurried = new Map(); // field -> what was sent as the page seemed to go
const unsaved = new Set();
const inFlight = new Set(); // forms that are sent and not answered

export function isUnsaved() {
  return unsaved.size > 0;
}

function tell(field, state) {
  const line = field.form?.querySelector(".draft");
  if (!line) return;
  line.dataset.state = state;
  line.textContent = line.dataset[state] ?? "";
}

function words(field) {
  return { field: field.dataset.draft, body: field.value };
}

async function send(field, signal) {
  const body = new URLSearchParams(words(field));
  const answer = await fetch(`${here}/draft`, { method: "POST", body, headers: { "X-CSRF": csrf() }, signal });
  if ([401, 403].includes(answer.status)) endSession();
  if (!answer.ok) throw new Error(answer.status);
}

async function save(field) {
  if (sending.has(field) || inFlight.has(field.form)) return; // it follows when that is answered
  const order = new AbortController();
  const limit = setTimeout(() => order.abort(), PATIENCE);
  const typed = field.value;
  sending.set(field, order);
  since.delete(field);
  const isSaved = await send(field, order.signal).then(() => true, () => false);
  clearTimeout(limit);
  if (sending.get(field) !== order) return; // it is no draft any more
  sending.delete(field);
  if (isSaved && field.value === typed) unsaved.delete(field);
  if (unsaved.has(field)) later(field, isSaved ? pauseOf(field) : AGAIN);
  if (!isSaved) return tell(field, "unsaved");
  tell(field, [...unsaved].some((one) => one.form === field.form) ? "saving" : "saved");
}

function hurry(field) {
  if (hurried.get(field) === field.value) return;
  const body = new URLSearchParams({ csrf: csrf(), ...words(field) });
  if (navigator.sendBeacon(`${here}/draft`, body)) hurried.set(field, field.value);
}

// also of a form that is shown no more: what was typed there is still to be kept
function later(field, pause) {
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(save, pause, field));
}

// who types without a pause is kept, too
function pauseOf(field) {
  if (!since.has(field)) since.set(field, Date.now());
  return Math.min(PAUSE, Math.max(0, since.get(field) + LONGEST - Date.now()));
}

export function keep(field) {
  unsaved.add(field);
  tell(field, "saving");
  later(field, pauseOf(field));
}

function stop(field) {
  clearTimeout(waiting.get(field));
  sending.get(field)?.abort();
  sending.delete(field);
}

function forget(field) {
  stop(field);
  unsaved.delete(field);
  since.delete(field);
}

function fieldsOf(form) {
  return form.querySelectorAll("[data-draft]");
}

// --- a form that is sent: its words are a draft until the service has them

document.addEventListener("submit", ({ target }) => {
  inFlight.add(target);
  for (const field of fieldsOf(target)) {
    stop(field);
    tell(field, "");
  }
});

document.body.addEventListener("htmx:beforeOnLoad", ({ detail: { elt, xhr } }) => {
  if (!inFlight.delete(elt)) return;
  const isShownAnew = xhr.status < 400 || [409, 422].includes(xhr.status); // with what was typed, if it was refused
  fieldsOf(elt).forEach(isShownAnew ? forget : keep);
});
for (const trouble of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
  document.body.addEventListener(trouble, ({ detail: { elt } }) => {
    if (inFlight.delete(elt)) fieldsOf(elt).forEach(keep);
  });
}

// --- when

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-draft]")) keep(target);
});
for (const event of ["online", "signed-in"]) addEventListener(event, () => unsaved.forEach(save));
// the first of them comes before the next page is asked for, so that it shows the draft; none of them always comes
for (const event of ["beforeunload", "visibilitychange", "pagehide"]) {
  addEventListener(event, () => { if (event !== "visibilitychange" || document.hidden) unsaved.forEach(hurry); });
}
