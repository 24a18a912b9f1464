/** Copies a text: `<button data-copy="the text">`, and says so for two seconds. Hidden where the browser cannot. */
export function attach(button) {
  if (!navigator.clipboard) {
    button.hidden = true;
    return;
  }
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  const status = document.createElement("span");
  status.className = "said";
  status.setAttribute("role", "status");
  button.after(status);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    label.textContent = status.textContent = "Copié";
    setTimeout(() => {
      label.textContent = before;
      status.textContent = "";
    }, 2000);
  });
}
