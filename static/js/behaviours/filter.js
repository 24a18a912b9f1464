/**
 * Hides the rows of a table that do not hold what is typed: `<input data-filter="rows">`, the table's id.
 * It only narrows what the page already shows; sending the form searches everything.
 */
export function attach(input) {
  const table = document.getElementById(input.dataset.filter);
  if (!table) return;
  const rows = [...table.querySelectorAll("tbody tr")].map((row) => [row, fold(row.textContent)]);
  const status = document.createElement("p");
  status.className = "search__count";
  status.setAttribute("role", "status");
  table.parentElement.before(status);
  input.addEventListener("input", () => {
    const words = fold(input.value).split(" ").filter(Boolean);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !holds(text, words);
      if (!row.hidden) shown += 1;
    }
    status.textContent = words.length ? `${shown} ligne${shown > 1 ? "s" : ""} sur ${rows.length} dans cette page` : "";
  });
}

/** Lower case, without accents nor apostrophes nor hyphens: « Saint-Claude » and « st claude » differ, « É » and « e » do not. */
export function fold(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’'\-\s]+/gu, " ")
    .trim();
}

/** Whether a folded text holds every word. */
export function holds(text, words) {
  return words.every((word) => text.includes(word));
}
