// What is typed is kept by the service until it is recorded: while one types, and when the page goes.
// It is never stored on this telephone: others may use it, too.

import { csrf, endSession, here } from "./session.js";

const PAUSE = 800, LONGEST = 3000, PATIENCE = 8000, AGAIN = 5000;
const waiting = new Map(); // field -> timer
const sending = new Map(); // field -> AbortController
const since = new Map(); // field -> when the first of what nobody has sent was typed
const hurried = new Map(); // field -> what was sent as the page seemed to go
const unanswered = new Map(); // name of a field -> what was sent and may be stored: known as ours when it is
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

// says also which draft these words go on from: those of another device are not overwritten
function order(field, besides = {}) {
  const { draft, known } = field.dataset;
  const sent = unanswered.get(draft) ?? [];
  unanswered.set(draft, [...sent.filter((one) => one !== field.value), field.value].slice(-2));
  const body = new URLSearchParams({ ...besides, field: draft, body: field.value, known });
  sent.forEach((one) => body.append("sent", one));
  return body;
}

// Whether it is saved; "newer" when it must not be.
async function send(field, signal) {
  const request = { method: "POST", body: order(field), headers: { "X-CSRF": csrf() }, signal };
  const answer = await fetch(`${here}/draft`, request).catch(() => null);
  if ([401, 403].includes(answer?.status)) endSession();
  if (!answer?.ok && answer?.status !== 409) return "unsaved";
  const saved = answer.headers.get("X-Draft");
  if (!answer.ok && saved) return "newer";
  unanswered.delete(field.dataset.draft);
  field.dataset.known = saved;
  return answer.ok ? "saved" : "saving"; // what it goes on from was sent, by another page: this is a new one
}

async function save(field) {
  if (sending.has(field) || inFlight.has(field.form)) return; // it follows when that is answered
  const attempt = new AbortController();
  const limit = setTimeout(() => attempt.abort(), PATIENCE);
  const typed = field.value;
  sending.set(field, attempt);
  since.delete(field);
  const state = await send(field, attempt.signal);
  clearTimeout(limit);
  if (sending.get(field) !== attempt) return; // it is no draft any more
  sending.delete(field);
  if (state === "saved" && field.value === typed) unsaved.delete(field);
  if (unsaved.has(field)) later(field, ["saved", "saving"].includes(state) ? pauseOf(field) : AGAIN);
  const isOneOf = [...unsaved].some((one) => one.form === field.form);
  tell(field, state === "saved" && isOneOf ? "saving" : state);
}

function hurry(field) {
  if (hurried.get(field) === field.value) return;
  if (navigator.sendBeacon(`${here}/draft`, order(field, { csrf: csrf() }))) hurried.set(field, field.value);
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
for (const event of ["beforeunload", "pagehide"]) addEventListener(event, () => unsaved.forEach(hurry));
addEventListener("visibilitychange", () => {
  if (document.hidden) [...unsaved].filter(({ form }) => !inFlight.has(form)).forEach(hurry);
});
