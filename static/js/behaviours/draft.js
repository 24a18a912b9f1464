/**
 * Keeps a form while one fills it: `<form data-draft="/brouillons/classes">` with the parts of parts/draft.html in it.
 * A pause after typing sends what is there; the page's address becomes the link that takes it up again, so that even a
 * closed tab loses nothing. Without a script the button « Continuer plus tard » does the same.
 */
const PAUSE = 2500;

export function attach(form) {
  const word = form.querySelector("[data-draft-word]");
  const place = form.querySelector("[data-draft-link]");
  const token = form.elements.namedItem("brouillon");
  if (!word || !place || !token) return;
  let timer = 0;
  let sent = false;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  async function keep() {
    if (sent) return;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
      });
      if (!answer.ok || sent) return;
      show(await answer.json());
    } catch {
      // no network: the next pause tries again, and the page still holds what was typed
    }
  }
  function show({ token: made, link, hour }) {
    token.value = made;
    word.textContent = `Brouillon gardé à ${hour}, pour quatorze jours. Pour le reprendre ailleurs\u00a0:`;
    const [open, mail] = place.querySelectorAll("a");
    open.href = open.textContent = link;
    mail.href = `mailto:?subject=${encodeURIComponent("Mon inscription au forum")}&body=${encodeURIComponent(link)}`;
    place.hidden = false;
    history.replaceState(null, "", new URL(link).search);
  }
  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => (sent = false));
}
