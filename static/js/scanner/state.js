/** What this phone knows and how it is set: facts of the edition, the way (in or out), the gate, the mode of the screen. */

const SETTINGS = { direction: "in", gate: null, hand: "right", muted: false };

/** Modes in which a code may be read; the others hold the screen for a person. */
const READING = new Set(["scanning", "answer"]);

/** @param kept facts kept on the phone, @param set settings kept on the phone */
export function openState(kept = {}, set = {}) {
  const settings = { ...SETTINGS, ...set };
  const state = {
    facts: { early_minutes: 30, communes: [], statuses: [], ...kept },
    settings,
    mode: "start",
    names: new Map(),
    full: false,
    get direction() {
      return settings.direction;
    },
    get gate() {
      return settings.gate ?? this.facts.device?.gate ?? null;
    },
    scanning() {
      return READING.has(this.mode);
    },
    /** The right hour in milliseconds, whatever the phone's clock says. */
    now() {
      return Date.now() + (this.facts.offset ?? 0);
    },
    get supervises() {
      return this.facts.device?.rights === "supervise";
    },
    get gates() {
      return this.facts.edition?.gates ?? [];
    },
  };
  /** {name, hall} of a gate, also when the list has not come yet. */
  state.gateOf = (id) => state.gates.find((gate) => String(gate.id) === String(id)) ?? { name: "", hall: null };
  return state;
}
