/**
 * Says how long something is still kept, and gets more time without leaving the page:
 *
 *   <div data-countdown data-until="2026-11-20T09:42:00+00:00" data-extend="/plan/A1/garde/prolongation">
 *     … <span data-hour>10 h 42</span> <span data-left></span> … <button data-more form="booking" formaction="…">
 *
 * Readers of the screen hear it twice only: two minutes before the end, and at the end. Without script the hour stands
 * there and the button sends the form, which comes back as it was typed.
 */
export function attach(box) {
  let until = Date.parse(box.dataset.until);
  let said = "";
  const left = box.querySelector("[data-left]");
  const more = box.querySelector("[data-more]");
  const alert = document.createElement("p");
  alert.className = "kept__alert";
  alert.setAttribute("role", "alert");
  box.append(alert);

  const tick = () => {
    const seconds = Math.round((until - Date.now()) / 1000);
    left.textContent = seconds > 0 ? ` (encore ${words(seconds)})` : "";
    const stage = stageOf(seconds);
    box.classList.toggle("kept--near", stage !== "");
    if (stage === said) return;
    said = stage;
    alert.textContent =
      stage === "near"
        ? "Il reste moins de deux minutes\u00a0: gardez le stand plus longtemps si besoin."
        : stage === "over"
          ? "Le quart d’heure est passé. Le stand vous revient encore si personne ne l’a pris."
          : "";
  };

  more?.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(box.dataset.extend, {
        method: "POST",
        body: new URLSearchParams(new FormData(more.form)),
        headers: { accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const kept = await answer.json();
      until = Date.parse(kept.until);
      box.querySelector("[data-hour]").textContent = kept.hour;
      tick();
    } catch {
      sendWhole(more);
    }
  });

  setInterval(tick, 1000);
  tick();
}

/** The plain way: the server answers the page with what was typed. */
function sendWhole(button) {
  const form = button.form;
  form.action = button.formAction;
  form.noValidate = true;
  form.submit();
}

/** « 12 min », « 45 s ». */
export function words(seconds) {
  return seconds >= 60 ? `${Math.ceil(seconds / 60)}\u00a0min` : `${seconds}\u00a0s`;
}

/** Nothing to say, « near » in the last two minutes, « over » at the end. */
export function stageOf(seconds) {
  if (seconds <= 0) return "over";
  return seconds <= 120 ? "near" : "";
}
