/** Always in sight: does the server answer, how old is the list, how many records wait. */

import { sayHour } from "../rules/clock.js";
import { $, write } from "./make.js";

/** @param known {link, listAt, waiting, refused, offset} */
export function drawStatus({ link, listAt, waiting, refused, offset = 0 }) {
  const root = $("status");
  const works = link.works;
  root.dataset.link = works === null ? "unknown" : works ? "up" : "down";
  const seen = link.contactAt ? link.contactAt + offset : listAt;
  const contact = seen ? sayHour(seen) : null;
  write($("status-link"), works === null ? "Connexion…" : works ? "En ligne" : "Hors ligne");
  write($("status-contact"), contact ? `vu à ${contact}` : "pas encore vu");
  write($("status-list"), listAt ? sayHour(listAt) : "aucune");
  write($("status-waiting"), String(waiting));
  root.dataset.waiting = waiting > 0 ? "some" : "none";
  const tray = $("tray-open");
  tray.hidden = refused === 0;
  write($("tray-count"), `${refused} à vérifier`);
}
