/** The door page: builds the parts, ties them together, and starts at the « Commencer » tap. */

import { openFlow } from "./flow.js";
import { openApi } from "./parts/api.js";
import { openCamera } from "./parts/camera.js";
import { openDecoder } from "./parts/decoder.js";
import { install } from "./parts/installed.js";
import { fetchList } from "./parts/list.js";
import { openRecords } from "./parts/records.js";
import { openSender } from "./parts/sender.js";
import { openSound } from "./parts/sound.js";
import { openStore } from "./parts/store.js";
import { keepAwake } from "./parts/wake.js";
import { openScreen } from "./screen.js";
import { openState } from "./state.js";
import { bindControls } from "./view/controls.js";
import { $ } from "./view/make.js";
import { superviseView } from "./view/supervise.js";

const LIST_EVERY = 60000;
const OCCUPANCY_EVERY = 3000; // also how soon a phone that was taken off the door knows it

const store = openStore();
const api = openApi(document.querySelector("meta[name=csrf-token]").content);
const sound = openSound();
const video = $("video");
// First of all: the reader takes longest to start, and nothing else needs to wait for it.
const decoder = openDecoder(
  video,
  (text, at) => flow.read(text, at),
  (fault) => controls.readerFault(fault),
);
const state = openState(await store.fact("facts"), await store.fact("settings"));
const records = openRecords(store, () => ({
  direction: state.direction,
  gate: state.gate,
  offline: sender.link.works === false,
  offset: state.facts.offset ?? 0,
}));
await records.begin();

const sender = openSender(store, api, hear);
const camera = openCamera(video, (now) => controls.cameraIs(now));
const doing = {
  pause: () => (flow.pause(), decoder.pause()),
  resume: () => (flow.resume(), decoder.start()),
  count: (...facts) => flow.count(...facts),
  walkIn: (chosen) => flow.walkIn(chosen),
  retry: async (record) => {
    await store.keep({ ...record, state: "waiting", reason: null });
    sender.flush();
    screen.refresh();
  },
};
const screen = openScreen({ store, state, sound, link: () => sender.link, doing });
const flow = openFlow({ store, records, sender, sound, screen, state });
const controls = bindControls({ state, store, sound, camera, doing, flow, screen, start, fetchNow });

superviseView(api, {
  code: (code) => flow.read(code, performance.now(), { anew: true }),
  undo: (id, text) => flow.undo(id, text),
  correct: (facts) =>
    flow.correct("correction", facts, facts.direction === "in" ? `+${facts.adults}` : `−${facts.adults}`),
  reset: () => flow.correct("reset", { direction: "out", note: "Fermeture" }, "Salle remise à zéro"),
  kept: () => store.fact("evacuation"),
  keep: (roll) => store.setFact("evacuation", roll),
});

function hear(kind, news) {
  if (kind === "heard") flow.heard(news);
  if (kind === "answers") flow.settled(news);
  if (kind === "closed") close(news);
  if (kind !== "contact") return;
  if (news.offset !== undefined) state.facts.offset = news.offset;
  if (news.occupancy) keepOccupancy(news.occupancy);
  screen.refresh();
}

/** The list, and the facts with it; without answer, or without room for it, the phone goes on with what it has. */
function fetchNow() {
  return bring().catch((fault) => console.warn("the list could not be kept", fault));
}

async function bring() {
  const { status, facts, revoked, took } = await fetchList(store, api);
  if (revoked) return close("revoked");
  if (status === 401) return close("stranger");
  if (facts) Object.assign(state.facts, facts);
  sender.heard(status === 200, took ?? 0);
  if (facts && state.supervises) keepEvacuation();
  return screen.refresh();
}

/** Supervisors' phones carry the evacuation list, so that it opens when the network is gone. */
async function keepEvacuation() {
  const { status, body } = await api.evacuation();
  if (status === 200) await store.setFact("evacuation", body);
}

let etag = null;
/** Also what finds out that a lost server is back. */
async function fetchOccupancy() {
  if (document.hidden || state.mode === "closed") return;
  const answer = await api.occupancy(etag);
  if (answer.status === 200) {
    etag = answer.etag;
    keepOccupancy(answer.body);
  }
  if (answer.revoked) close("revoked");
  sender.heard([200, 204, 304].includes(answer.status));
}

/** Kept for the next start without network, with its hour. */
function keepOccupancy(occupancy) {
  state.facts.occupancy = occupancy;
  store.setFact("facts", { ...state.facts }).catch((fault) => console.warn("the facts could not be kept", fault));
}

async function close(reason) {
  if (reason === "revoked") await store.wipe();
  screen.closed(reason);
}

/** The tap that unlocks sound and camera. Some phones ask for the camera at each launch: one page, one request. */
async function start() {
  sound.unlock();
  state.mode = "scanning";
  decoder.start();
  keepAwake();
  navigator.storage?.persist?.();
  await camera.start();
}

setInterval(() => document.hidden || state.mode === "closed" || fetchNow(), LIST_EVERY);
setInterval(fetchOccupancy, OCCUPANCY_EVERY);
document.addEventListener("visibilitychange", () => document.hidden || fetchNow());
addEventListener("online", fetchOccupancy);
install((apply) => controls.offerUpdate(apply));
await screen.refresh();
controls.draw();
document.documentElement.dataset.ready = "";
sender.flush();
await fetchNow();
controls.draw();
