/**
 * Looking for a stand: `<form data-plan-looking>`. List and drawing follow each change at once, and so does the address;
 * without script the form sends itself and the server answers the same.
 */
import { fold, holds } from "./filter.js";

export function attach(form) {
  let rows = null; // read when somebody begins to look, not while the page opens
  let figures = null;
  const count = document.querySelector("[data-plan-count]");
  const list = document.querySelector(".plan__list");
  form.querySelector("[type=submit]").hidden = true;

  const look = () => {
    rows ??= readRows();
    figures ??= readFigures();
    const wanted = read(new FormData(form));
    const aside = new Set();
    let shown = 0;
    for (const { row, drawn, number, stand } of rows) {
      const fits = answers(stand, wanted);
      row.hidden = !fits;
      drawn?.classList.toggle("plan__stand--aside", !fits);
      if (fits) shown += 1;
      else aside.add(number);
    }
    for (const look of figures) shareOut(look, aside);
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
    list?.classList.toggle("plan__list--narrowed", asked.size > 0);
    if (count) count.textContent = asked.size ? said(shown, rows.length) : "";
  };
  form.addEventListener("input", look);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
    document.getElementById("liste")?.scrollIntoView();
  });
}

function readRows() {
  return [...document.querySelectorAll("#stands tbody tr")].map((row) => {
    const number = row.querySelector("th").textContent.trim();
    const zone = row.querySelector("[data-label=Zone]").textContent.trim();
    const state = row.querySelector("[data-label=État]").textContent;
    return {
      row,
      number,
      drawn: document.getElementById(`s-${number}`),
      stand: {
        free: "free" in row.dataset,
        m2: Number(row.dataset.m2),
        watts: Number(row.dataset.w),
        zone,
        accessible: "access" in row.dataset,
        water: "water" in row.dataset,
        network: "network" in row.dataset,
        threePhase: "threePhase" in row.dataset,
        text: fold(`${number} ${zone} ${state}`),
      },
    };
  });
}

/** The figures over the stands, by look: the two paths that hold them, and each stand's strokes, a line of either path. */
function readFigures() {
  const plain = document.querySelectorAll(".plan__figures:not(.plan__figures--aside)");
  return [...plain].map((path) => {
    const both = [path, path.nextElementSibling];
    const strokes = both.flatMap((one) => {
      const lines = one.getAttribute("d").split("\n");
      return one.dataset.of ? one.dataset.of.split("\n").map((number, rank) => [number, lines[rank]]) : [];
    });
    return { both, strokes };
  });
}

/** Each stand’s strokes to the path of what is looked for, or to the dimmed one. */
export function shareOut({ both: [plain, dimmed], strokes }, aside) {
  const [kept, set] = [false, true].map((apart) =>
    strokes.filter(([number]) => aside.has(number) === apart).map(([, drawn]) => drawn),
  );
  plain.setAttribute("d", kept.join("\n"));
  dimmed.setAttribute("d", set.join("\n"));
}

/** What the form asks for, from its fields. */
export function read(fields) {
  return {
    free: fields.has("libre"),
    m2: Number(fields.get("surface") || 0),
    watts: Number(fields.get("watts") || 0),
    zone: fields.get("zone") || "",
    accessible: fields.has("accessible"),
    water: fields.has("eau"),
    network: fields.has("reseau"),
    threePhase: fields.has("triphase"),
    words: fold(fields.get("q") || "").split(" ").filter(Boolean),
  };
}

/** Whether a stand is what somebody looks for: the same rule as forum/stands/rules/look.py. */
export function answers(stand, wanted) {
  return (
    (stand.free || !wanted.free) &&
    stand.m2 >= wanted.m2 &&
    stand.watts >= wanted.watts &&
    (!wanted.zone || stand.zone === wanted.zone) &&
    (stand.accessible || !wanted.accessible) &&
    (stand.water || !wanted.water) &&
    (stand.network || !wanted.network) &&
    (stand.threePhase || !wanted.threePhase) &&
    holds(stand.text, wanted.words)
  );
}

function said(shown, all) {
  return `${shown} stand${shown > 1 ? "s" : ""} sur ${all} ${shown > 1 ? "correspondent" : "correspond"} à votre recherche.`;
}
