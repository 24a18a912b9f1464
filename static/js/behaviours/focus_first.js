/** Takes the reader to the summary of faults when the page comes back refused. */
export function attach(summary) {
  summary.focus();
}
