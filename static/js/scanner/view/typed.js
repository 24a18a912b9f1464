/** Type the code under the QR: grouped as it is printed, checked before it is sent. */

import { groupTyped, readCode } from "../rules/code.js";
import { $, write } from "./make.js";

/** @param onCode called with the canonical code */
export function typedView(onCode) {
  const sheet = $("typed");
  const input = $("typed-code");
  const fault = $("typed-fault");

  function clean() {
    write(fault, "");
    input.removeAttribute("aria-invalid");
  }

  input.addEventListener("input", () => {
    clean();
    if (input.selectionStart === input.value.length) input.value = groupTyped(input.value);
  });
  $("typed-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const code = readCode(input.value);
    if (code) {
      sheet.close();
      onCode(code);
      return;
    }
    write(fault, "Ce code n’est pas juste\u00a0: relire les signes imprimés sous le QR (17 après HJ).");
    input.setAttribute("aria-invalid", "true");
    input.focus();
  });

  return {
    show() {
      clean();
      input.value = "";
      sheet.showModal();
      input.focus();
    },
  };
}
