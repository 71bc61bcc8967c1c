// Clocks that tick by the server's time: elements with data-since count up, those with data-until count down.

let ahead = 0; // milliseconds by which the server's clock is ahead of ours

export function setClock(serverNow) {
  if (serverNow) ahead = new Date(serverNow) - Date.now();
}

export function serverTime() {
  return new Date(Date.now() + ahead);
}

function told(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(whole / 3600);
  return hours ? [hours, ...parts].join(":") : parts.join(":");
}

export function tick() {
  const now = serverTime();
  for (const clock of document.querySelectorAll("time[data-since], time[data-until]")) {
    const moment = new Date(clock.dateTime);
    const words = told((clock.hasAttribute("data-since") ? now - moment : moment - now) / 1000);
    if (clock.textContent !== words) clock.textContent = words;
  }
}

// Follows an element that htmx fetches anew; each answer says the server's time in X-Now.
export function follow(element) {
  setClock(element.dataset.now);
  document.body.addEventListener("htmx:afterRequest", (event) => setClock(event.detail.xhr.getResponseHeader("X-Now")));
  document.body.addEventListener("htmx:afterSettle", tick);
  tick();
  setInterval(tick, 500);
}
