/**
 * Zones, doors, obstacles and circuits by gestures, beside the stands of `laying.js`: drawn with a tool, taken by hand or by
 * keyboard, made larger by their handle. Each gesture fills the form « thing » or « take » of the page and sends it.
 */
import { metres } from "../layout/snap.js";
import { drawnArea, drawnDoor, freeName, movedThing, sizedThing } from "../layout/walls.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const WORDS = { zone: "Zone ", door: "Porte ", obstacle: "Obstacle ", circuit: "C" };
const KINDS = { zone: "Zone", door: "Porte", obstacle: "Obstacle", circuit: "Circuit" };

export function attachThings(root, svg, drawing, parts, form) {
  const tools = [...root.querySelectorAll("[data-laying-tool]")];
  const change = root.querySelector("[data-laying-change]");
  const [width, depth] = svg.dataset.hall.split(" ").map(Number);
  const hall = { width, depth };
  let chosen = null;
  let gesture = null;
  let back = null; // what had the focus before the drawing was put anew

  const things = () => [...svg.querySelectorAll("[data-thing]")];
  const kindOf = (thing) => thing.dataset.thing.split("-")[0];
  const tool = () => tools.find((one) => one.getAttribute("aria-pressed") === "true")?.dataset.layingTool;
  const picked = () => things().find((one) => one.dataset.thing === chosen);

  const boxOf = (thing) => {
    const [x, y, wide, deep] = thing.dataset.box.split(" ").map(Number);
    return { x, y, width: wide, depth: deep };
  };

  const show = () => {
    for (const thing of things()) {
      thing.setAttribute("role", "button");
      thing.setAttribute("tabindex", "0");
      const kind = KINDS[kindOf(thing)];
      thing.setAttribute("aria-label", thing.dataset.name.startsWith(kind) ? thing.dataset.name : `${kind} ${thing.dataset.name}`);
      thing.setAttribute("aria-pressed", String(thing.dataset.thing === chosen));
      thing.classList.toggle("laying__thing--chosen", thing.dataset.thing === chosen);
    }
    const one = picked();
    if (!one) chosen = null;
    change.hidden = !one;
    if (one) {
      change.href = `${change.dataset.layingChange}?chose=${chosen}#laying-things`;
      change.textContent = `Modifier «\u00a0${one.dataset.name}\u00a0»`;
    }
    handle(one);
  };

  /** The corner of an area, the end of a door: a circuit's board has no size. */
  const handle = (thing) => {
    svg.querySelector("[data-thing-handle]")?.remove();
    if (!thing || kindOf(thing) === "circuit") return;
    const box = boxOf(thing);
    const upright = kindOf(thing) === "door" && (box.x === 0 || box.x === hall.width);
    const at =
      kindOf(thing) === "door"
        ? { x: box.x + (upright ? 0 : box.width / 2), y: box.y + (upright ? box.width / 2 : 0) }
        : { x: box.x + box.width, y: box.y + box.depth };
    const inside = Math.min(40, Math.min(box.width, box.depth || box.width) / 4); // of a pillar, something is left to take it by
    const made = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    made.setAttribute("class", "laying__handle");
    made.setAttribute("data-thing-handle", "");
    for (const [name, value] of Object.entries({ x: at.x - inside, y: at.y - inside, width: 80, height: 80 })) made.setAttribute(name, value);
    svg.querySelector("[data-laying-part]").append(made);
  };

  const pick = (thing) => {
    chosen = thing?.dataset.thing ?? null;
    show();
  };

  const send = (kind, id, said, box) => {
    const fields = form("thing").elements;
    const values = { kind, id, name: said.name, sector: said.sector ?? "", watts: said.watts ?? "", x: metres(box.x), y: metres(box.y) };
    values.width = box.width ? metres(box.width) : "";
    values.depth = box.depth ? metres(box.depth) : "";
    for (const [name, value] of Object.entries(values)) fields[`thing_${name}`].value = value;
    fields.thing_emergency.checked = "emergency" in said;
    fields.thing_gather.checked = false;
    return parts.send(form("thing"));
  };

  const resend = (thing, box) => {
    const [kind, id] = thing.dataset.thing.split("-");
    const was = boxOf(thing);
    if (["x", "y", "width", "depth"].every((side) => was[side] === box[side])) return show();
    return send(kind, id, thing.dataset, box);
  };

  const add = (kind, box) => {
    const taken = new Set(things().map((one) => one.dataset.name));
    const before = new Set(things().map((one) => one.dataset.thing));
    root.addEventListener("laid", () => pick(things().find((one) => !before.has(one.dataset.thing))), { once: true });
    return send(kind, "0", { name: freeName(WORDS[kind], taken), watts: kind === "circuit" ? "3500" : "" }, box);
  };

  const take = (thing) => {
    const button = root.querySelector(`[name=taken][value="${thing.dataset.thing}"]`);
    return button && parts.send(button.form, button);
  };

  // ── The pointer; heard before the stands' own, because a tool draws over stands too ─────────────────────────────

  for (const button of tools) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      for (const other of root.querySelectorAll("[data-laying-tools] [aria-pressed=true]")) if (other !== button) other.click();
      button.setAttribute("aria-pressed", String(on));
      svg.classList.toggle("laying__drawing--row", on);
      const power = root.querySelector(".plan__layer-power");
      if (on && button.dataset.layingTool === "circuit" && power) power.checked = true;
    });
  }
  root.querySelector("[data-laying-draw]").addEventListener("click", (event) => {
    if (event.currentTarget.getAttribute("aria-pressed") === "true") for (const one of tools) one.setAttribute("aria-pressed", "false");
  });

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const from = drawing.place(event);
    const thing = event.target.closest("[data-thing]");
    if (tool()) gesture = { kind: tool(), act: "draw", from, to: from };
    else if (event.target.closest("[data-thing-handle]") && picked()) gesture = { kind: kindOf(picked()), act: "size", from, thing: picked() };
    else if (thing && held(event, thing)) gesture = { kind: kindOf(thing), act: "move", from, thing };
    else {
      if (event.target.closest("[data-stand]")) pick(null);
      return;
    }
    event.stopImmediatePropagation();
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
  });

  /** A zone is taken by its name, or anywhere once it is chosen: else nobody could pan a plan full of zones. */
  const held = (event, thing) => kindOf(thing) !== "zone" || thing.dataset.thing === chosen || event.target.localName !== "rect";

  svg.addEventListener("pointermove", (event) => {
    if (!gesture) return;
    const at = drawing.place(event);
    const shift = { right: at.x - gesture.from.x, down: at.y - gesture.from.y };
    if (!gesture.moved && Math.hypot(shift.right, shift.down) < 8) return;
    gesture.moved = true;
    gesture.to = at;
    if (gesture.act === "draw") drawing.outline(gesture.kind === "circuit" ? null : outlineOf(gesture.kind, drawn(gesture)));
    else {
      const turn = gesture.act === "move" ? movedThing : sizedThing;
      gesture.box = turn(gesture.kind, boxOf(gesture.thing), shift, hall);
      drawing.outline(outlineOf(gesture.kind, gesture.box));
    }
  });

  const drawn = ({ kind, from, to }) => (kind === "door" ? drawnDoor(from, to, hall) : drawnArea(kind, from, to, hall));

  const outlineOf = (kind, box) => {
    if (kind === "circuit") return { x: box.x - 58, y: box.y - 34, width: 116, height: 68 };
    if (kind !== "door") return { x: box.x, y: box.y, width: box.width, height: box.depth };
    const upright = box.x === 0 || box.x === hall.width;
    const [wide, high] = upright ? [44, box.width] : [box.width, 44];
    return { x: box.x - wide / 2, y: box.y - high / 2, width: wide, height: high };
  };

  svg.addEventListener("pointerup", () => {
    const done = gesture;
    gesture = null;
    if (!done) return;
    drawing.outline(null);
    if (done.act === "draw") {
      tools.find((one) => one.dataset.layingTool === done.kind).click();
      if (done.kind === "circuit") {
        const { x, y } = movedThing("circuit", { ...done.to, width: 0, depth: 0 }, { right: 0, down: 0 }, hall);
        add(done.kind, { x, y, width: 0, depth: 0 });
      } else if (done.moved || done.kind !== "zone") add(done.kind, { depth: 0, ...drawn(done) });
    } else if (done.box) {
      chosen = done.thing.dataset.thing;
      resend(done.thing, done.box);
    } else if (done.act === "move") pick(done.thing);
  });
  svg.addEventListener("pointercancel", () => {
    if (gesture) drawing.outline(null);
    gesture = null;
  });

  // ── The keyboard ──────────────────────────────────────────────────────────────────────────────────────────────

  svg.addEventListener("keydown", (event) => {
    const thing = event.target.closest("[data-thing]");
    if (!thing || event.altKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (step && event.shiftKey) {
      const by = event.ctrlKey ? 100 : 10;
      back = thing.dataset.thing;
      resend(thing, movedThing(kindOf(thing), boxOf(thing), { right: step[0] * by, down: step[1] * by }, hall));
    } else if (event.key === " " || event.key === "Enter") pick(thing);
    else if (event.key === "Escape") pick(null);
    else if (event.key === "Delete" || event.key === "Backspace") take(thing);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  root.addEventListener("laid", () => {
    show();
    if (back) svg.querySelector(`[data-thing="${back}"]`)?.focus({ preventScroll: true });
    back = null;
  });
  show();
}
