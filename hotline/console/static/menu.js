// The menu at the top closes as people expect; it opens and works without this.

const menu = document.querySelector(".menu");

addEventListener("pointerdown", ({ target }) => {
  if (!menu.contains(target)) menu.open = false;
});
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
