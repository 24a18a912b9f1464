/** Makes the records of the journal on this phone: an id of its own, the phone's hour, the gate and the way. */

const KEPT_MS = 3 * 24 * 3600 * 1000;
const COUNTING = new Set(["welcome", "early", "out", "counted", "noted"]);

/** @param situation called for {direction, gate, offline, offset} at the moment of each record */
export function openRecords(store, situation) {
  let seq = 0;

  function make(kind, facts) {
    const { direction, gate, offline, offset } = situation();
    const now = Date.now();
    seq += 1;
    const record = {
      id: crypto.randomUUID(),
      seq,
      kind,
      direction,
      gate,
      offline,
      state: "waiting",
      place: "",
      code: null,
      target: null,
      pupils: 0,
      adults: 0,
      status: null,
      insee_code: null,
      confirmed: false,
      shown: null,
      note: null,
      device_at: new Date(now).toISOString(),
      at: now + offset,
      local: "noted",
      ...facts,
    };
    return { ...record, shown: offline ? record.local : null, counts: kind !== "undo" && COUNTING.has(record.local) };
  }

  return {
    /** Read the last number given and drop what the server has had for three days. */
    async begin() {
      const all = await store.all();
      seq = all.reduce((most, record) => Math.max(most, record.seq), 0);
      const old = all.filter((record) => record.state === "sent" && record.at < Date.now() - KEPT_MS);
      if (old.length) await store.drop(old.map((record) => record.id));
    },
    /** The server did not answer in time: the phone's own verdict is what people were told. */
    shown: (record) =>
      store.change([record.id], (found) =>
        found.map((kept) => (kept.state === "waiting" ? { ...kept, offline: true, shown: kept.local } : kept)),
      ),
    /** A record on the phone's disk, ready to go up. */
    async keep(kind, facts) {
      const record = make(kind, facts);
      await store.keep(record);
      return record;
    },
  };
}
