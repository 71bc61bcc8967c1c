// A hand-over note leaves its field once the service has it: not where there is no network, nor when the sign-in is over.

const form = document.getElementById("handover-note");
const button = form.querySelector("button"), field = form.elements.namedItem("body");
const PATIENCE = 20_000; // of a line that is slow

function tell(what) {
  for (const line of form.querySelectorAll("[data-trouble]")) line.hidden = line.dataset.trouble !== what;
}

// Whoever has signed in again on another page meanwhile has another token than this page was given.
async function send() {
  const signal = AbortSignal.timeout(PATIENCE);
  const asked = await fetch("/console/push/key", { signal });
  if (!asked.ok) return asked;
  const { csrf } = await asked.json();
  return fetch(form.action, { method: "POST", headers: { "X-CSRF": csrf }, body: new URLSearchParams(new FormData(form)), signal });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  tell("");
  const answer = await send().catch(() => null);
  button.disabled = false;
  if (!answer?.ok) return tell(answer?.status === 401 ? "signed_out" : "unsent");
  field.value = "";
  location.assign(answer.url);
});

addEventListener("beforeunload", (event) => { if (field.value.trim()) event.preventDefault(); });
