/**
 * A second click sends nothing: `<form data-submit-once>`. The button stays in place and says that it is being done.
 * Coming back with the browser's arrow gives the form its button again.
 */
export function attach(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (sent) return event.preventDefault();
    sent = true;
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", () => {
    sent = false;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  });
}
