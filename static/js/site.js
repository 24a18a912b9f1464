/** Attaches every behaviour to what asks for it by a data- attribute. Pages work without any of this. */
import { attach as arranging } from "./behaviours/arranging.js";
import { attach as combobox } from "./behaviours/combobox.js";
import { attach as confirmation } from "./behaviours/confirm.js";
import { attach as copying } from "./behaviours/copy.js";
import { attach as countdown } from "./behaviours/countdown.js";
import { attach as drafting } from "./behaviours/draft.js";
import { attach as filtering } from "./behaviours/filter.js";
import { attach as flash } from "./behaviours/flash.js";
import { attach as focusFirst } from "./behaviours/focus_first.js";
import { attach as follow } from "./behaviours/follow.js";
import { attach as live } from "./behaviours/live.js";
import { attach as menu } from "./behaviours/menu.js";
import { attach as planLooking } from "./behaviours/plan_looking.js";
import { attach as preview } from "./behaviours/preview.js";
import { attach as stepper } from "./behaviours/stepper.js";
import { attach as submitOnce } from "./behaviours/submit_once.js";
import { attach as watching } from "./behaviours/watch.js";
import { attach as zooming } from "./behaviours/zoom.js";

const behaviours = {
  "[data-arranging]": arranging,
  "[data-combobox]": combobox,
  "form[data-confirm]": confirmation,
  "[data-copy]": copying,
  "[data-countdown]": countdown,
  "form[data-draft]": drafting,
  "[data-filter]": filtering,
  "[data-dismissible]": flash,
  "[data-focus-first]": focusFirst,
  "[data-follow]": follow,
  "[data-live]": live,
  "[data-menu]": menu,
  "[data-plan-looking]": planLooking,
  "[data-preview]": preview,
  "[data-stepper]": stepper,
  "form[data-submit-once]": submitOnce,
  "[data-watch]": watching,
  "[data-zoom]": zooming,
};

for (const [selector, attach] of Object.entries(behaviours)) {
  for (const element of document.querySelectorAll(selector)) attach(element);
}
