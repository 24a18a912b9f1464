/** The buttons under the thumb, the wedge reader, and the camera's state in words. */

import { readCode } from "../rules/code.js";
import { readings, wedge } from "../rules/wedge.js";
import { $, write } from "./make.js";
import { settingsView } from "./settings.js";
import { typedView } from "./typed.js";

const NO_CAMERA = {
  refused: "La caméra est refusée. L’autoriser dans les réglages du navigateur, puis réessayer.",
  none: "Aucune caméra trouvée sur cet appareil.",
  busy: "La caméra ne répond pas. Fermer les autres applications qui s’en servent, puis réessayer.",
};

/** @returns {draw(), cameraIs(now), readerFault(text), offerUpdate(apply)} */
export function bindControls({ state, store, sound, camera, doing, flow, screen, start, fetchNow }) {
  const typed = typedView((code) => flow.read(code, performance.now(), { anew: true }));
  const settings = settingsView({
    gate: (id) => set({ gate: id }),
    hand: (name) => set({ hand: name }),
    muted: (muted) => set({ muted }),
    test: () => sound.unlock() && sound.play("good"),
    fetch: fetchNow,
  });

  async function set(change) {
    Object.assign(state.settings, change);
    sound.setMuted(state.settings.muted);
    await store.setFact("settings", { ...state.settings });
    draw();
    screen.refresh();
  }

  function draw() {
    sound.setMuted(state.settings.muted);
    settings.draw(state);
  }

  $("start-go").addEventListener("click", async () => {
    $("start").hidden = true;
    $("scan").hidden = false;
    $("dock").hidden = false;
    await start();
  });
  $("camera-retry").addEventListener("click", () => camera.start());
  for (const way of document.querySelectorAll("input[name=way]"))
    way.addEventListener("change", () => set({ direction: way.value }));
  $("type-open").addEventListener("click", () => typed.show());
  $("walk-in-open").addEventListener("click", () => screen.walkIn({}));
  for (const button of document.querySelectorAll("[data-click]"))
    button.addEventListener("click", () => flow.click(button.dataset.click));
  for (const close of document.querySelectorAll("[data-close]"))
    close.addEventListener("click", () => close.closest("dialog").close());
  for (const sheet of document.querySelectorAll("dialog")) {
    sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
    sheet.addEventListener("close", () => doing.resume());
    new MutationObserver(() => sheet.open && doing.pause()).observe(sheet, { attributeFilter: ["open"] });
  }

  const torch = toggle($("torch"), camera.setTorch);
  const zoom = toggle($("zoom"), camera.setZoom);

  function toggle(button, turn) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      turn(on);
    });
    return (possible) => {
      button.hidden = !possible;
      button.setAttribute("aria-pressed", "false");
    };
  }

  const reader = wedge();
  addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.target.closest?.("input:not([type=radio]), textarea, select")) return;
      const text = reader.press(event.key, event.timeStamp);
      if (!text) return;
      event.preventDefault();
      event.stopPropagation();
      flow.read(readings(text).map(readCode).find(Boolean) ?? text, performance.now(), { anew: true });
    },
    { capture: true },
  );

  return {
    draw,
    cameraIs({ open, torch: canLight, zoom: canZoom, why }) {
      torch(canLight);
      zoom(canZoom);
      $("no-camera").hidden = open;
      if (why) write($("no-camera-words"), NO_CAMERA[why]);
      document.documentElement.dataset.camera = open ? "open" : why;
    },
    readerFault() {
      $("no-camera").hidden = false;
      write(
        $("no-camera-words"),
        "Le lecteur de codes ne démarre pas. Taper le code imprimé, ou recharger la page avec du réseau.",
      );
    },
    offerUpdate(apply) {
      $("update").hidden = false;
      $("update-go").onclick = apply;
    },
  };
}
