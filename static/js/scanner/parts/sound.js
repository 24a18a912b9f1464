/** Sounds and vibrations, told apart without looking: up for good, twice the same for attention, low and long for bad. */

const TUNES = {
  good: [
    [660, 0, 0.09],
    [990, 0.1, 0.16],
  ],
  attention: [
    [520, 0, 0.12],
    [520, 0.2, 0.12],
  ],
  bad: [
    [196, 0, 0.28],
    [147, 0.3, 0.4],
  ],
  ask: [[784, 0, 0.08]],
  alarm: [
    [880, 0, 0.15],
    [660, 0.2, 0.15],
    [880, 0.4, 0.15],
    [660, 0.6, 0.15],
  ],
};
const TREMORS = {
  good: [60],
  attention: [80, 80, 80],
  bad: [300, 120, 300],
  ask: [30],
  alarm: [200, 100, 200, 100, 200],
};

/** Unlock it inside a tap; `muted` silences the sounds, never the vibration. */
export function openSound() {
  let context = null;
  let muted = false;
  return {
    unlock() {
      if ("audioSession" in navigator) navigator.audioSession.type = "playback";
      context ??= new AudioContext();
      return context.resume();
    },
    setMuted(on) {
      muted = on;
    },
    play(name) {
      navigator.vibrate?.(TREMORS[name]);
      if (muted || !context) return;
      if (context.state !== "running") context.resume();
      for (const [pitch, at, length] of TUNES[name])
        note(context, pitch, context.currentTime + at, length, name === "bad" ? "square" : "sine");
    },
  };
}

function note(context, pitch, at, length, shape) {
  const source = new OscillatorNode(context, { frequency: pitch, type: shape });
  const loudness = new GainNode(context, { gain: 0 });
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(shape === "square" ? 0.25 : 0.6, at + 0.012);
  loudness.gain.setValueAtTime(shape === "square" ? 0.25 : 0.6, at + length - 0.03);
  loudness.gain.linearRampToValueAtTime(0, at + length);
  source.connect(loudness).connect(context.destination);
  source.start(at);
  source.stop(at + length + 0.02);
}
