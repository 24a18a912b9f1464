/** Shows a form's effect while it is filled: `<div data-preview="form-id"><img data-view="…">` asks for the picture anew. */
const PAUSE = 250;

export function attach(box) {
  const form = document.getElementById(box.dataset.preview);
  if (!form) return;
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh(box, form), PAUSE);
  });
}

function refresh(box, form) {
  const typed = new URLSearchParams(new FormData(form));
  typed.delete("_csrf_token");
  for (const picture of box.querySelectorAll("img[data-view]")) {
    typed.set("vue", picture.dataset.view);
    picture.src = `${picture.src.split("?")[0]}?${typed}`;
  }
}
