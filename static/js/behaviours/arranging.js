/**
 * A class is dragged to another slot: `<div data-arranging="/address/">` holds slots (`data-slot`), classes (`data-visit`)
 * and one hidden form (`data-arranging-form`) that is sent to the address and the class's id, after a question.
 * The link « Déplacer » of each class leads to the same as a page, for fingers, keyboards and readers.
 */
export function attach(plan) {
  const form = plan.querySelector("[data-arranging-form]");
  if (!form) return;
  let held = null;
  plan.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-visit]") ?? null;
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.visitName);
    held.dataset.held = "";
    for (const slot of plan.querySelectorAll("[data-slot]")) {
      if (slot !== home(held) && !holds(slot, held)) slot.dataset.refuses = "";
    }
  });
  plan.addEventListener("dragend", () => release(plan));
  plan.addEventListener("dragover", (event) => {
    const slot = target(event, held);
    for (const other of plan.querySelectorAll("[data-over]")) if (other !== slot) delete other.dataset.over;
    if (!slot) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    slot.dataset.over = "";
  });
  plan.addEventListener("drop", (event) => {
    const slot = target(event, held);
    if (!slot) return;
    event.preventDefault();
    form.action = plan.dataset.arranging + held.dataset.visit;
    form.elements.slot.value = slot.dataset.slot;
    form.dataset.confirm =
      `${held.dataset.visitName}\u00a0: arrivée à ${slot.dataset.slotName}. L’enseignant est prévenu par courriel et son agenda suit.`;
    release(plan);
    held = null;
    form.requestSubmit();
  });
}

function target(event, held) {
  const slot = held && event.target.closest?.("[data-slot]");
  return slot && slot !== home(held) && holds(slot, held) ? slot : null;
}

function home(visit) {
  return visit.closest("[data-slot]");
}

/** Whether the class still fits, in persons and in coaches; the server decides. */
export function holds(slot, visit) {
  return (
    Number(visit.dataset.heads) <= Number(slot.dataset.personsLeft) &&
    Number(visit.dataset.coaches) <= Number(slot.dataset.coachesLeft)
  );
}

function release(plan) {
  for (const name of ["held", "over", "refuses"]) {
    for (const element of plan.querySelectorAll(`[data-${name}]`)) delete element.dataset[name];
  }
}
