/** Reads QR codes away from the page, so that the screen never stutters. Both files must be of one version of zxing-wasm. */

import { prepareZXingModule, readBarcodes } from "../../../vendor/zxing-wasm/reader/index.js";

const base = new URL("../../../vendor/zxing-wasm/reader/", import.meta.url);
const OPTIONS = { formats: ["QRCodeModel2"], maxNumberOfSymbols: 1 };
const canvas = new OffscreenCanvas(1, 1);
const pen = canvas.getContext("2d", { willReadFrequently: true });

const ready = prepareZXingModule({
  overrides: { locateFile: (path) => (path.endsWith(".wasm") ? new URL(path, base).href : path) },
  fireImmediately: true,
});
ready.then(
  () => postMessage({ ready: true }),
  (fault) => postMessage({ fault: String(fault) }),
);

/** A frame is a VideoFrame or an ImageBitmap; answers {text}, {unusable} when the frame cannot be looked at, or {fault}. */
onmessage = async ({ data: frame }) => {
  const width = frame.displayWidth ?? frame.width;
  const height = frame.displayHeight ?? frame.height;
  try {
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    pen.drawImage(frame, 0, 0, width, height);
  } catch (fault) {
    postMessage({ text: null, unusable: String(fault) });
    return;
  } finally {
    frame.close();
  }
  try {
    await ready;
    const [found] = await readBarcodes(pen.getImageData(0, 0, width, height), OPTIONS);
    postMessage({ text: found?.text || null });
  } catch (fault) {
    postMessage({ text: null, fault: String(fault) });
  }
};
