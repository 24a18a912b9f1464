/** Opens and closes the menu named by aria-controls; the style sheet shows the button on narrow screens only. */
export function attach(button) {
  const menu = document.getElementById(button.getAttribute("aria-controls"));
  const set = (open) => button.setAttribute("aria-expanded", String(open));
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  button.addEventListener("click", () => set(!isOpen()));
  for (const part of [button, menu]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      set(false);
      button.focus();
    });
  }
}
