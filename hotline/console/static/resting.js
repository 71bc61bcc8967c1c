// A tap that was meant for one case must not take the next one, because the list has moved up under the thumb: for a
// moment after that no button of the board works. Then they work for twice as long at least, however much goes on.

const REST = 500, WORK = 1000, A_LITTLE = 8; // milliseconds, pixels
const board = document.getElementById("board");
let before = new Map(), waking, coming, worksUntil = 0;

function places() {
  return new Map([...board.querySelectorAll("button[id]")].map((one) => [one.id, one.getBoundingClientRect()]));
}

function hasMoved() {
  const now = places();
  return [...before].some(([id, { left, top }]) => {
    const place = now.get(id);
    return !place || Math.hypot(place.left - left, place.top - top) > A_LITTLE;
  });
}

function setResting(isResting) {
  board.toggleAttribute("data-resting", isResting);
  for (const button of board.querySelectorAll("button")) {
    if (isResting) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

// Whether this answer of htmx:beforeSwap, if it was only fetched, had better wait; `topic` is told when it is time.
export function comesTooSoon({ requestConfig }, topic) {
  const wait = worksUntil - Date.now();
  if (requestConfig.verb !== "get" || wait <= 0) return false;
  clearTimeout(coming);
  coming = setTimeout(() => document.body.dispatchEvent(new CustomEvent(topic)), wait);
  return true;
}

document.body.addEventListener("htmx:beforeSwap", () => { before = places(); });
document.body.addEventListener("htmx:afterSwap", () => {
  if (!hasMoved()) return board.hasAttribute("data-resting") && setResting(true); // what has come while they rest
  worksUntil = Date.now() + REST + WORK;
  setResting(true);
  clearTimeout(waking);
  waking = setTimeout(setResting, REST, false);
});
addEventListener("click", (event) => {
  if (!event.target.closest?.("#board[data-resting] button")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
