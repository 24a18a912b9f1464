/** Hands frames of the video to the worker, one at a time, and tells what was read. */

/** At most that often: some fifteen tries a second are enough, and the battery must last the day. */
const EVERY_MS = 65;

/**
 * @param video the playing video
 * @param onText called with (text, ms when its frame was taken) for every frame that holds a code
 * @param onFault called once when the reader cannot start
 */
export function openDecoder(video, onText, onFault) {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  let wanted = false;
  let busy = false;
  let takenAt = 0;
  // A video frame is handed over as it is, where the browser can: a picture costs a slow phone a tenth of the answer.
  let grab = window.VideoFrame ? () => new VideoFrame(video) : picture;

  worker.onmessage = ({ data }) => {
    if (data.ready) return;
    busy = false;
    if (data.unusable && grab !== picture) grab = picture;
    else if (data.unusable || data.fault) onFault(data.fault ?? data.unusable);
    if (data.text && wanted) onText(data.text, takenAt);
    setTimeout(next, Math.max(0, takenAt + EVERY_MS - performance.now()));
  };
  worker.onerror = (event) => {
    event.preventDefault?.();
    onFault(event.message ?? "worker");
  };

  function picture() {
    return createImageBitmap(video);
  }

  function next() {
    if (!wanted || busy || document.hidden || video.readyState < 2) return;
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(take);
    else requestAnimationFrame(take);
  }

  async function take() {
    if (!wanted || busy || !video.videoWidth) return;
    busy = true;
    takenAt = performance.now();
    try {
      const frame = await grab();
      worker.postMessage(frame, [frame]);
    } catch {
      grab = picture;
      busy = false;
      setTimeout(next, 100);
    }
  }

  video.addEventListener("playing", next);
  document.addEventListener("visibilitychange", next);
  return {
    start() {
      wanted = true;
      next();
    },
    pause() {
      wanted = false;
    },
  };
}
