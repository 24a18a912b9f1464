/**
 * Laying a hall out by gestures: `<div data-laying>`. Each gesture fills one of the page's forms and sends it, so that what
 * a hand can do, the forms do too.
 */
import { openDrawing } from "../layout/drawing.js";
import { openParts } from "../layout/parts.js";
import { around, centimetres, drawnRow, metres, onGrid, snap } from "../layout/snap.js";
import { attachThings } from "./laying_things.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function attach(root) {
  const svg = root.querySelector("[data-laying-drawing]");
  const drawing = openDrawing(svg);
  const parts = openParts(root);
  const chosen = new Set();
  const drawButton = root.querySelector("[data-laying-draw]");
  const aligned = () => root.querySelector("[data-laying-snap]").checked;
  const form = (id) => document.getElementById(id);
  const picked = () => drawing.stands().filter((stand) => chosen.has(stand.dataset.stand));
  let current = null;
  attachThings(root, svg, drawing, parts, form);

  for (const part of root.querySelectorAll("[data-laying-help], [data-laying-tools]")) part.hidden = false;

  const show = () => {
    const stands = drawing.stands();
    if (!stands.some((stand) => stand.dataset.stand === current)) current = stands[0]?.dataset.stand ?? null;
    for (const stand of stands) {
      const on = chosen.has(stand.dataset.stand);
      stand.classList.toggle("plan__stand--chosen", on);
      stand.setAttribute("role", "button");
      stand.setAttribute("aria-pressed", String(on));
      stand.setAttribute("tabindex", stand.dataset.stand === current ? "0" : "-1");
    }
    for (const tick of form("chosen").querySelectorAll("[name=stand]")) tick.checked = chosen.has(tick.value);
    const only = picked().length === 1 ? picked()[0] : null;
    drawing.handle(only);
    const said = root.querySelector("[data-laying-count]");
    said.textContent = chosen.size ? `${chosen.size} stand${chosen.size > 1 ? "s choisis" : " choisi"}` : "";
    if (only) fill("chosen", { width: metres(drawing.box(only).width), depth: metres(drawing.box(only).depth) });
  };

  const fill = (id, values) => {
    for (const [name, value] of Object.entries(values)) form(id).elements[name].value = value;
  };

  const act = (name, values = {}) => {
    fill("chosen", values);
    return parts.send(form("chosen"), form("chosen").querySelector(`[name=act][value=${name}]`));
  };

  const move = (right, down) => (right || down) && act("move", { dx: metres(right), dy: metres(down) });

  const pick = (id, more) => {
    const was = chosen.has(id);
    if (!more) chosen.clear();
    if (was && more) chosen.delete(id);
    else chosen.add(id);
    current = id;
    show();
  };

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    parts.send(event.target, event.submitter);
  });

  root.addEventListener("laid", (event) => {
    const there = new Set(drawing.stands().map((stand) => stand.dataset.stand));
    for (const id of chosen) if (!there.has(id)) chosen.delete(id);
    const focused = svg.contains(document.activeElement) || document.activeElement === document.body;
    show();
    if (focused && keyboard) svg.querySelector(`[data-stand="${current}"]`)?.focus({ preventScroll: true });
    if (event.detail.refused) form("act").focus();
    const told = root.querySelector("[data-laying-part=faults] h2").textContent;
    const last = root.querySelector("[data-laying-last]").textContent;
    root.querySelector("[data-laying-say]").textContent = event.detail.refused ? "" : `${last}. ${told}.`;
  });

  root.addEventListener("change", (event) => {
    if (event.target.name !== "stand") return;
    if (event.target.checked) chosen.add(event.target.value);
    else chosen.delete(event.target.value);
    show();
  });

  drawButton.addEventListener("click", () => {
    const on = drawButton.getAttribute("aria-pressed") !== "true";
    drawButton.setAttribute("aria-pressed", String(on));
    svg.classList.toggle("laying__drawing--row", on);
    if (on) {
      form("laying-row").open = true;
      const prefix = form("row").elements.row_prefix;
      prefix.value ||= freeLetter();
    }
  });

  const freeLetter = () => {
    const taken = new Set(drawing.stands().map((stand) => stand.id.slice(2).replace(/\d+$/, "")));
    return [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((letter) => !taken.has(letter)) ?? "";
  };

  // ── The pointer ───────────────────────────────────────────────────────────────────────────────────────────────

  let gesture = null;
  let keyboard = false;

  svg.addEventListener("pointerdown", (event) => {
    keyboard = false;
    if (event.button !== 0) return;
    const stand = event.target.closest("[data-stand]");
    const from = drawing.place(event);
    if (drawButton.getAttribute("aria-pressed") === "true") gesture = { kind: "row", from, to: from };
    else if (event.target.closest(".laying__handle:not([data-thing-handle])")) gesture = { kind: "size", from, stand: picked()[0] };
    else if (stand) {
      const id = stand.dataset.stand;
      gesture = { kind: "move", from, id, more: event.shiftKey || event.ctrlKey || event.pointerType === "touch" };
      gesture.was = chosen.has(id);
    } else return;
    event.stopPropagation();
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
  });

  // A finger moves what is chosen and pans over all else. The browser asks here: it takes no `touch-action` within a drawing.
  svg.addEventListener(
    "touchstart",
    (event) => {
      const held = event.target.closest(".laying__handle, .plan__stand--chosen, .laying__thing--chosen");
      if (event.touches.length === 1 && held) event.preventDefault();
    },
    { passive: false },
  );

  svg.addEventListener("pointermove", (event) => {
    if (!gesture) return;
    const at = drawing.place(event);
    const right = at.x - gesture.from.x;
    const down = at.y - gesture.from.y;
    if (!gesture.moved && Math.hypot(right, down) < 8) return;
    if (!gesture.moved && gesture.kind === "move" && !gesture.was) pick(gesture.id, gesture.more);
    gesture.moved = true;
    if (gesture.kind === "row") {
      gesture.to = at;
      drawing.outline(rowArea(gesture));
    } else if (gesture.kind === "size") {
      const { width, depth } = drawing.box(gesture.stand);
      gesture.size = { width: Math.max(50, onGrid(width + right)), depth: Math.max(50, onGrid(depth + down)) };
      drawing.resize(gesture.stand, gesture.size.width, gesture.size.depth);
    } else {
      gesture.shift = rest(right, down);
      drawing.shift(picked(), gesture.shift.right, gesture.shift.down);
    }
  });

  const rest = (right, down) => {
    if (!aligned()) return { right: Math.round(right), down: Math.round(down) };
    const others = drawing.stands().filter((stand) => !chosen.has(stand.dataset.stand));
    return snap(around(picked().map(drawing.box)), { right, down }, others.map(drawing.box));
  };

  const rowSize = () => {
    const fields = form("row").elements;
    return { width: centimetres(fields.row_width.value) || 300, depth: centimetres(fields.row_depth.value) || 200, gap: centimetres(fields.row_gap.value) || 0 };
  };

  const rowArea = ({ from, to }) => {
    const { width, depth, gap } = rowSize();
    const row = drawnRow(from, to, width, gap);
    const long = row.count * (width + gap) - gap;
    const right = row.direction === "right";
    return { x: row.x, y: row.y, width: right ? long : depth, height: right ? depth : long };
  };

  const drop = async () => {
    const done = gesture;
    gesture = null;
    if (!done) return;
    if (done.kind === "row") {
      drawing.outline(null);
      if (!done.moved) return;
      const row = drawnRow(done.from, done.to, rowSize().width, rowSize().gap);
      fill("row", { row_x: metres(row.x), row_y: metres(row.y), row_count: row.count, row_direction: row.direction });
      await parts.send(form("row"));
    } else if (!done.moved) {
      if (done.kind === "move") pick(done.id, done.more);
    } else if (done.kind === "size") await act("size", { width: metres(done.size.width), depth: metres(done.size.depth) });
    else await move(done.shift.right, done.shift.down);
  };
  svg.addEventListener("pointerup", drop);
  svg.addEventListener("pointercancel", () => {
    if (gesture?.kind === "move") drawing.shift(picked(), 0, 0);
    drawing.outline(null);
    gesture = null;
  });

  // ── The keyboard ──────────────────────────────────────────────────────────────────────────────────────────────

  root.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea")) return;
    if ((event.ctrlKey || event.metaKey) && "zyZY".includes(event.key)) {
      event.preventDefault();
      const back = event.key === "z";
      const undoing = root.querySelector(back ? "[data-laying-annuler]" : "[data-laying-retablir]");
      if (!undoing.querySelector("button").disabled) parts.send(undoing);
    }
  });

  svg.addEventListener("keydown", (event) => {
    const stand = event.target.closest("[data-stand]");
    if (!stand) return;
    keyboard = true;
    const step = STEPS[event.key];
    const handled = step ? arrow(event, step, stand) : key(event, stand);
    if (handled) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  const arrow = (event, [right, down], stand) => {
    if (event.altKey || event.metaKey) return false;
    if (event.shiftKey) {
      if (!chosen.size) pick(stand.dataset.stand, false);
      const by = event.ctrlKey ? 100 : 10;
      move(right * by, down * by);
      return true;
    }
    const stands = drawing.stands();
    const next = stands[stands.indexOf(stand) + (right + down)];
    if (next) {
      current = next.dataset.stand;
      show();
      next.focus();
    }
    return true;
  };

  const key = (event, stand) => {
    if (event.ctrlKey && event.key === "a") {
      for (const one of drawing.stands()) chosen.add(one.dataset.stand);
      show();
    } else if (event.ctrlKey || event.metaKey || event.altKey) return false;
    else if (event.key === " " || event.key === "Enter") pick(stand.dataset.stand, true);
    else if (event.key === "Escape") {
      chosen.clear();
      show();
    } else if ((event.key === "r" || event.key === "R") && chosen.size) act("turn", { degrees: event.key === "r" ? "90" : "15" });
    else if ((event.key === "Delete" || event.key === "Backspace") && chosen.size) act("remove");
    else return false;
    return true;
  };

  for (const tick of form("chosen").querySelectorAll("[name=stand]:checked")) chosen.add(tick.value);
  show();
}
