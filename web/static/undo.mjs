// The undo button of a page: it names the last change that one made there, and takes it back.

import { get, post, words as load } from "./api.mjs";
import { fill, h } from "./build.mjs";

/**
 * Draw the button in the place that the page has for it.
 * @param {"respondents"|"codebook"|"import"} page
 * @param {(what: string) => Promise<void>|void} after Shows what the page is now.
 * @returns {Promise<() => Promise<void>>} Asks anew what comes next; for after every change.
 */
export async function undoButton(page, after) {
  // Not when this is imported: no script of a page would listen before these words are there.
  const w = await load("web.undo");
  const place = /** @type {HTMLElement} */ (document.getElementById("undo"));
  const said = h("span.undo-said", { role: "status" });
  const when = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "medium", timeStyle: "short",
  });

  /** @param {{ticket: string|null, what: string, at: string|null}} next */
  function draw(next) {
    const focused = place.contains(document.activeElement);
    place.hidden = !next.ticket && !said.textContent;
    fill(place,
      next.ticket ? h("button", {
        type: "button", "aria-describedby": "undo-what", onclick: () => undo(next.ticket ?? ""),
      }, w("title")) : null,
      next.ticket ? h("span.quiet", { id: "undo-what" },
        w("last", { what: next.what, at: when.format(new Date(next.at ?? "")) })) : null,
      said);
    if (focused) place.querySelector("button")?.focus();
  }

  async function refresh() {
    said.textContent = "";
    draw(await get(`/api/undo/${page}`));
  }

  /** @param {string} ticket */
  async function undo(ticket) {
    try {
      const answer = await post(`/api/undo/${page}`, { ticket });
      await after(answer.what);
      draw(answer.next);
      said.textContent = w("done", { what: answer.what });
      place.hidden = false;
    } catch {
      // api.mjs has said why; what comes next may be another change by now.
      await refresh();
    }
  }

  await refresh();
  return refresh;
}
