// A sign-in that ends in mid-sentence takes no page away: it is said, and the page goes on once the same officer has
// signed in again in another tab.

const AGAIN = 5000;
const line = document.getElementById("signed-out");
const { officer } = document.querySelector(".case").dataset;
let asking;

export const here = location.pathname.split("/").slice(0, 4).join("/");

export function csrf() {
  return document.body.dataset.csrf;
}

export function endSession() {
  if (!line.hidden) return;
  line.hidden = false;
  asking = setTimeout(renew, AGAIN);
}

function use(token) {
  document.body.dataset.csrf = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRF": token }));
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = token;
}

async function renew() {
  clearTimeout(asking);
  const answer = await fetch(`${here}/token?officer=${encodeURIComponent(officer)}`).catch(() => null);
  if (line.hidden) return;
  if (!answer?.ok) {
    clearTimeout(asking);
    asking = setTimeout(renew, AGAIN);
    return;
  }
  use((await answer.json()).csrf);
  line.hidden = true;
  dispatchEvent(new Event("signed-in"));
}

addEventListener("focus", () => { if (!line.hidden) renew(); });
