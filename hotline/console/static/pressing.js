// A button must not be taken away from under the thumb that presses it: what comes meanwhile is fetched anew afterwards.

let pressed = null;
const missed = new Set();

addEventListener("pointerdown", ({ target }) => { pressed = target.closest?.("a, button, input, label, summary, audio") ?? null; });
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(release, 50)); // the click comes first

function release() {
  pressed = null;
  for (const topic of missed) document.body.dispatchEvent(new CustomEvent(topic));
  missed.clear();
}

// Whether this answer (of htmx:beforeSwap) would do so; if it must wait, `topic` is told to the page when it is time.
export function isInTheWay({ target, requestConfig }, topic) {
  const waits = requestConfig.verb === "get" && pressed !== null && target.contains(pressed);
  if (waits) missed.add(topic);
  return waits;
}
