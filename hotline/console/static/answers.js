// Whether what the page asks for comes. A radio link may lose one answer while the stream goes on, and nothing else
// tells then that what is shown is old. It counts what is fetched whenever something is new: board, wall, head, timeline.

const AGAIN = 2000, HELD = 3000;
const asked = new Map(); // element -> when it was asked for, while there is no answer
const overtaken = new Set(), missing = new Set(); // ids
let retrying;

export function isBehind() {
  return missing.size > 0;
}

// What is new waits no longer for an answer that seems lost. The next one is waited for as long as it may take:
// on a slow line, with news all the time, nothing would ever be shown.
export function overtake() {
  for (const [{ id }, since] of asked) {
    if (Date.now() - since < HELD || overtaken.has(id)) continue;
    overtaken.add(id);
    htmx.trigger(`#${id}`, "htmx:abort");
  }
}

// `lost` is told since when, `found` when nothing is missing any more; `again` asks for everything anew.
export function watch({ lost, found, again }) {
  const on = (name, act) => document.body.addEventListener(name, ({ detail }) => {
    if (detail.elt.matches("[id][hx-trigger*='live:']")) act(detail.elt, detail.xhr);
  });

  function miss(element) {
    overtaken.delete(element.id);
    missing.add(element.id);
    lost(asked.get(element) ?? Date.now());
    clearTimeout(retrying);
    retrying = setTimeout(again, AGAIN);
  }

  on("htmx:beforeSend", (element) => asked.set(element, Date.now()));
  on("htmx:beforeOnLoad", (element, { status }) => {
    if (status >= 500 || status === 401) return miss(element);
    overtaken.delete(element.id);
    if (!missing.delete(element.id) || isBehind()) return;
    clearTimeout(retrying);
    found();
  });
  for (const name of ["htmx:timeout", "htmx:sendError"]) on(name, miss);
  for (const name of ["htmx:beforeOnLoad", "htmx:timeout", "htmx:sendError", "htmx:sendAbort"]) on(name, (element) => asked.delete(element));
}
