// A case's page: forms that were refused are shown again, who types is not led away, texts are counted.

import { isUnsaved, keep } from "./drafts.js";
import { isInTheWay } from "./pressing.js";
import { endSession, here } from "./session.js";

const page = document.querySelector(".case");

// --- answers

document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ([409, 422].includes(detail.xhr.status)) Object.assign(detail, { shouldSwap: true, isError: false });
  const isPlaying = [...document.querySelectorAll("#timeline audio")].some((one) => !one.paused);
  if (detail.target.id === "timeline" && isPlaying) detail.shouldSwap = false; // the next change brings it
  if (isInTheWay(detail, "live:case")) detail.shouldSwap = false;
});

for (const trouble of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(trouble, ({ target }) => {
    tellTrouble(target);
    target.querySelectorAll?.("[data-draft]").forEach(keep);
  });
}

function tellTrouble(form) {
  const told = form.querySelector?.(".told");
  if (told) Object.assign(told, { textContent: page.dataset.trouble, className: "told alarm card" });
}

// whoever is signed out in mid-sentence is told so; else htmx or the stream leads to the sign-in
document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status !== 401 || !isUnsaved()) return;
  event.preventDefault();
  tellTrouble(event.target);
  endSession();
});
document.body.addEventListener("live:goodbye", (event) => {
  if (!isUnsaved()) return;
  event.preventDefault();
  endSession();
});

document.body.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "head") document.getElementById("moved").hidden = target.dataset.state === state;
  if (target.classList.contains("revealed")) target.focus();
  if (target.matches?.("form")) target.querySelectorAll("textarea").forEach(count);
  if (target.querySelector?.(".told.alarm")) target.querySelectorAll("[data-draft]").forEach(keep);
  if (target.querySelector?.(".told.well")) makeRoom(target.closest(".panel.big"));
  if (target.id === "form-person" && target.closest("details")) target.closest("details").open = true;
});

// one step is recorded: the next one that is due opens, once the top of the page says which that is
function makeRoom(panel) {
  if (!panel) return;
  panel.classList.remove("big");
  document.body.addEventListener("htmx:afterSettle", function open({ target }) {
    if (target.id !== "head") return;
    document.body.removeEventListener("htmx:afterSettle", open);
    document.getElementById(target.dataset.due)?.setAttribute("open", "");
  });
}

// our own change makes every other form of this page as new as it is; somebody else's change between does not
document.body.addEventListener("case-changed", ({ detail }) => {
  const shown = Number(page.dataset.version);
  if (detail.version !== shown + 1) return;
  page.dataset.version = detail.version;
  for (const field of document.querySelectorAll("input[data-case]")) {
    if (Number(field.value) === shown) field.value = detail.version;
  }
});

// --- the length of a message: 70 signs as soon as one is not of the plain alphabet, else 160 (GSM 03.38)

const PLAIN = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;

function count(area) {
  const form = area.closest("form[data-segments]");
  if (!form) return;
  const words = area.value.trim().normalize("NFC");
  const isPlain = PLAIN.test(words);
  const length = isPlain ? words.length + (words.match(/[\^{}\\[~\]|€]/g) ?? []).length : words.length;
  const [alone, each] = isPlain ? [160, 153] : [70, 67];
  const parts = length <= alone ? 1 : Math.ceil(length / each);
  const isLong = parts > Number(form.dataset.segments);
  const line = form.querySelector(".count");
  line.dataset.state = isLong ? "long" : "";
  line.textContent = (isLong ? form.dataset.tooLong : form.dataset.counted).replace("{signs}", length).replace("{parts}", parts);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("textarea")) count(target);
});

// --- the beginning

if (location.search.includes("said=")) history.replaceState(null, "", here); // told once
const state = document.getElementById("head")?.dataset.state;
document.querySelectorAll("form[data-segments] textarea").forEach(count);
const wanted = location.hash && document.getElementById(location.hash.slice(1));
if (wanted?.matches?.("details")) wanted.open = true;
