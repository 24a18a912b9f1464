/** Gives a message its closing cross; the message stays until somebody has read it. */
export function attach(message) {
  const cross = document.createElement("button");
  cross.type = "button";
  cross.className = "flash__close";
  cross.textContent = "×";
  cross.setAttribute("aria-label", "Fermer ce message");
  cross.addEventListener("click", () => {
    message.remove();
    document.getElementById("main")?.focus({ preventScroll: true });
  });
  message.append(cross);
}
