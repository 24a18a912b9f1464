/** Sends a form of the page without leaving it, and puts what the server answers in place of what it changed. */
export function openParts(root) {
  let turn = Promise.resolve();

  /** Forms go one after another, each with the version of the plan, and the act to undo, that the one before left. */
  const send = (form, submitter = null) => {
    turn = turn.then(() => post(form, submitter)).catch(() => location.reload());
    return turn;
  };

  const post = async (form, submitter) => {
    const here = root.ownerDocument.getElementById(form.id) ?? form;
    const fields = new FormData(form, form.contains(submitter) ? submitter : null);
    for (const name of ["seen", "number"]) {
      const fresh = here.querySelector(`[name=${name}]`);
      if (fresh) fields.set(name, fresh.value);
    }
    root.setAttribute("aria-busy", "true");
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(fields) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    root.removeAttribute("aria-busy");
    if (!page.querySelector("[data-laying]")) {
      location.reload();
      return;
    }
    put(page);
    root.dispatchEvent(new CustomEvent("laid", { detail: { refused: !answer.ok } }));
  };

  const put = (page) => {
    const open = new Map([...root.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
    const focus = document.activeElement?.id;
    for (const part of root.querySelectorAll("[data-laying-part]")) {
      const fresh = page.querySelector(`[data-laying-part="${part.dataset.layingPart}"]`);
      if (fresh) part.replaceWith(document.adoptNode(fresh));
    }
    for (const [id, was] of open) {
      const now = document.getElementById(id);
      if (now) now.open ||= was;
    }
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  };

  return { send };
}
