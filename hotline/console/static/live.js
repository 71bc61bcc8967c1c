// Keeps a page true: listens to the stream, tells htmx what to fetch anew, and never lets old data look live.
// A page that wants it says so with data-live on its body ("board", or "case" and the number in data-case).

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
  for (const topic of topics) document.body.dispatchEvent(new CustomEvent(`live:${topic}`));
}

function heard(state = "on") {
  show(state);
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
  source.addEventListener("goodbye", () => location.reload());
  source.onerror = lose;
}

// what the button Back brings out of the browser's memory may be old, and of somebody who has signed out since
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  document.body.hidden = true;
  location.reload();
});

if (live) {
  show("waiting");
  listen();
  addEventListener("pagehide", () => source?.close());
  addEventListener("online", () => { clearTimeout(quiet); source?.close(); listen(); });
  addEventListener("offline", lose);
}
