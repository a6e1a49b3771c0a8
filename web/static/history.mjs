/** What a coder did to one quotation, on its card; read when it is unfolded. */

import { get } from "/static/api.mjs";

/** @param {import("./store.mjs").Quotation} one @param {string} coder @param {import("./codebook_tree.mjs").Book} book @param {(key: string, values?: object) => string} word */
export function history(one, coder, book, word) {
  const box = document.createElement("details");
  box.className = "card-history";
  const head = document.createElement("summary");
  head.textContent = `${coder} · ${when(one.created)}`;
  box.append(head);
  box.addEventListener("toggle", async () => {
    if (!box.open || box.children.length > 1) return;
    const { events } = await get(`/api/quotations/${one.id}/history`);
    const list = document.createElement("ol");
    for (const event of events) {
      const row = document.createElement("li");
      const codes = event.codes.map((/** @type {string} */ code) => book.name(code)).join(", ");
      row.textContent = [when(event.at), word(`did_${event.what}`), codes].filter(Boolean).join(" · ");
      if (event.undone) row.classList.add("undone");
      list.append(row);
    }
    box.append(list);
  });
  return box;
}

/** @param {string} moment */
function when(moment) {
  return new Date(moment).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
}
