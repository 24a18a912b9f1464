/** The page where a hall is laid out; apart from site.js, so that nobody else fetches it. */
import { attach } from "./behaviours/laying.js";

for (const root of document.querySelectorAll("[data-laying]")) attach(root);
