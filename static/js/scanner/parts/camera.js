/** The back camera at 1280 × 720, opened by a tap, brought back after sleep, with its torch when it has one. */

const WANTED = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

const NEARER = 2;
const STILL_MS = 3000;

/** Why there is no camera, as a word the page knows: "refused", "none" or "busy". */
export function whyNot(fault) {
  return (
    { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "none", OverconstrainedError: "none" }[
      fault?.name
    ] ?? "busy"
  );
}

/** @param onChange called with ({open, torch, zoom, why}) whenever the camera comes or goes */
export function openCamera(video, onChange) {
  let track = null;
  let wanted = false;
  let opening = null;

  function start() {
    wanted = true;
    opening ??= open().finally(() => (opening = null));
    return opening;
  }

  async function open() {
    close();
    try {
      if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("", "NotFoundError");
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      [track] = stream.getVideoTracks();
      track.addEventListener("ended", restart);
      track.addEventListener("mute", restart);
      video.srcObject = stream;
      await video.play();
      const can = track.getCapabilities?.() ?? {};
      onChange({ open: true, torch: Boolean(can.torch), zoom: (can.zoom?.max ?? 1) >= NEARER, why: null });
    } catch (fault) {
      close();
      onChange({ open: false, torch: false, zoom: false, why: whyNot(fault) });
    }
  }

  function close() {
    track?.removeEventListener("ended", restart);
    track?.removeEventListener("mute", restart);
    track?.stop();
    track = null;
    video.srcObject = null;
  }

  function restart() {
    if (wanted && !document.hidden) start();
  }

  /** After a lock some phones come back with a black picture and no event: a picture that stands still is restarted. */
  function check() {
    if (!wanted || document.hidden) return;
    if (!track || track.readyState !== "live" || track.muted) {
      restart();
      return;
    }
    const before = video.currentTime;
    setTimeout(() => {
      if (video.currentTime === before) restart();
    }, STILL_MS);
  }

  document.addEventListener("visibilitychange", check);
  addEventListener("pageshow", check);
  addEventListener("focus", check);

  return {
    start,
    /** Phones that focus only from 20 cm on can stand back and look closer. */
    async setZoom(on) {
      await track?.applyConstraints({ advanced: [{ zoom: on ? NEARER : 1 }] }).catch(() => {});
    },
    async setTorch(on) {
      await track?.applyConstraints({ advanced: [{ torch: on }] }).catch(() => {});
    },
  };
}
