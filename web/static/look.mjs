/** What every page does: the switch for language and theme, and no leaving it by a dropped file. */

import { post } from "./api.mjs";

const form = /** @type {HTMLFormElement} */ (document.getElementById("look"));

form.addEventListener("change", async () => {
  const chosen = new FormData(form);
  const look = { lang: String(chosen.get("lang")), theme: String(chosen.get("theme")) };
  await post("/api/look", look);
  const root = document.documentElement;
  root.dataset.theme = look.theme;
  // Words stand everywhere on the page, so another language is another page.
  if (look.lang !== root.lang) location.reload();
});

document.addEventListener("click", (event) => close(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.look[open]");
  if (!open) return;
  open.removeAttribute("open");
  open.querySelector("summary")?.focus();
});

/** Close the menu when the person does something else. @param {EventTarget|null} target */
function close(target) {
  const open = document.querySelector("details.look[open]");
  if (open && target instanceof Node && !open.contains(target)) open.removeAttribute("open");
}

for (const kind of ["dragover", "drop"]) {
  // The browser would go to the file and leave the page; a page that takes files listens itself.
  document.addEventListener(kind, (event) => {
    if (/** @type {DragEvent} */ (event).dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}
