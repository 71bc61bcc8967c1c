// A button must not be taken away from under the thumb that presses it: what comes meanwhile is fetched anew afterwards.

const LONGEST = 5000; // of some presses nobody tells the end
let pressed = null, limit;
const missed = new Set();

addEventListener("pointerdown", ({ target, button }) => {
  if (button !== 0) return; // a menu comes, and takes the end of the press to itself
  pressed = target.closest?.("a, button, input, label, summary, audio") ?? null;
  clearTimeout(limit);
  limit = setTimeout(release, LONGEST);
});
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(release, 50)); // the click comes first
for (const name of ["contextmenu", "blur", "visibilitychange"]) addEventListener(name, release);

function release() {
  clearTimeout(limit);
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
