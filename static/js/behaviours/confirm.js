/**
 * Asks before something that cannot be undone:
 *   <form method="post" data-confirm="Le stand sera libéré tout de suite." data-confirm-yes="Annuler ma réservation">
 * `data-confirm-tone="calm"` when nothing is lost: the button is not red.
 * Without <dialog> the form is simply sent; the server's own confirmation or undo remains.
 */
export function attach(form) {
  if (typeof HTMLDialogElement !== "function") return;
  form.addEventListener("submit", (event) => {
    if (form.dataset.confirmed) return;
    event.preventDefault();
    // stop the other listeners: « submit once » must not count a submission that was only asked about
    event.stopImmediatePropagation();
    ask(form.dataset, () => {
      form.dataset.confirmed = "yes";
      form.requestSubmit(event.submitter ?? undefined);
      delete form.dataset.confirmed;
    });
  }, { capture: true });
}

function ask({ confirm: sentence, confirmYes: yes = "Confirmer", confirmTone: tone }, then) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "confirm-title");
  dialog.innerHTML =
    '<h2 class="dialog__title" id="confirm-title"></h2><p></p>' +
    '<form method="dialog" class="button-row"><button class="button" value="yes"></button>' +
    '<button class="button button--quiet" value="no" autofocus>Non, ne rien changer</button></form>';
  dialog.querySelector("h2").textContent = "Êtes-vous sûr\u00a0?";
  if (tone !== "calm") dialog.querySelector("[value=yes]").classList.add("button--danger");
  dialog.querySelector("p").textContent = sentence;
  dialog.querySelector("[value=yes]").textContent = yes;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "yes") then();
  });
  document.body.append(dialog);
  dialog.showModal();
}
