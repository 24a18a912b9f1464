/** Keeps the screen lit while the door is open; phones drop the lock when the page hides, so it is asked again. */

export function keepAwake() {
  const ask = () => {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
