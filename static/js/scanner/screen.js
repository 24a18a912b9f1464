/** The door screen: one mode at a time (start, scanning, answer, count), sheets over it, facts always in sight. */

import { hasRisen } from "./rules/gauge.js";
import { answerView } from "./view/answer.js";
import { countView } from "./view/count.js";
import { drawGauge } from "./view/gauge.js";
import { $, write } from "./view/make.js";
import { drawStatus } from "./view/status.js";
import { trayView } from "./view/tray.js";
import { walkInView } from "./view/walk_in.js";

/** @param doing {read pauses: pause(), resume(); count(), walkIn(), retry(record)} */
export function openScreen({ store, state, sound, link, doing }) {
  const notes = new Map();
  let level = null;
  let drawing = false;
  let stale = false;
  let counted = null;

  const answers = answerView(() => {
    if (state.mode === "answer") state.mode = "scanning";
  });
  const counts = countView(
    async (heads) => {
      await doing.count(counted.record, heads, counted.verdict);
      leaveCount();
    },
    () => leaveCount(),
  );
  const walkIns = walkInView((chosen) => doing.walkIn(chosen));
  const tray = trayView(doing.retry, (id) => {
    notes.delete(id);
    refresh();
  });

  function leaveCount() {
    counts.hide();
    if (state.mode === "count") state.mode = "scanning";
    doing.resume();
  }

  /** Draw the facts anew; calls made while it reads the store are one more drawing. */
  async function refresh() {
    if (drawing) {
      stale = true;
      return;
    }
    drawing = true;
    do {
      stale = false;
      await draw();
    } while (stale);
    drawing = false;
  }

  async function draw() {
    const [waiting, refused] = await Promise.all([store.inState("waiting"), store.inState("refused")]);
    drawStatus({
      link: link(),
      listAt: state.facts.listAt,
      waiting: waiting.length,
      refused: refused.length + notes.size,
      offset: state.facts.offset,
    });
    const now = drawGauge(state.facts.occupancy, {
      hall: state.gateOf(state.gate).hall,
      ownName: state.facts.device?.name,
      waiting,
    });
    if (now && state.mode !== "start" && hasRisen(level, now)) sound.play("alarm");
    level = now;
    state.full = now === "100";
    tray.draw(refused, [...notes.values()], state.names);
    $("supervise-open").hidden = $("evacuation-open").hidden = !state.supervises;
    if (state.facts.device) write($("start-device"), state.facts.device.name);
    write($("gate-name"), state.gateOf(state.gate).name || "Porte");
    document.documentElement.dataset.hand = state.settings.hand;
    document.documentElement.dataset.way = state.direction;
    for (const choice of document.querySelectorAll("input[name=way]"))
      choice.checked = choice.value === state.direction;
  }

  return {
    refresh,
    answer(words, ways = {}) {
      state.mode = "answer";
      answers.show(words, ways);
    },
    count(words, verdict, record) {
      state.mode = "count";
      answers.hide();
      doing.pause();
      counted = { verdict, record };
      counts.show(words, verdict, record.direction);
    },
    /** The server knows better how many of the class are in: propose its numbers, unless somebody has begun to count. */
    recount(verdict) {
      if (state.mode !== "count" || counted?.record.id !== verdict.id) return;
      counted.verdict = verdict;
      counts.recount(verdict);
    },
    walkIn(badge) {
      walkIns.show(state.facts, badge);
    },
    last(text, undo) {
      $("last").hidden = false;
      write($("last-words"), text);
      $("last-undo").hidden = !undo;
      $("last-undo").onclick = undo;
    },
    note(record, words) {
      notes.set(record.id, { record, words });
      refresh();
    },
    closed(reason) {
      state.mode = "closed";
      doing.pause();
      $("closed").hidden = false;
      $("closed").dataset.reason = reason;
      for (const part of document.querySelectorAll("[data-reason-words]"))
        part.hidden = part.dataset.reasonWords !== reason;
    },
  };
}
