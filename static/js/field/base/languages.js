// The language of questions and consents: the technician's, or the homeowner's while they look on.
import { button } from "./dom.js";
import { replaceRoute } from "./router.js";

const chosen = new Map();

/** The language chosen for a job's questions; `before` until somebody switches. */
export function languageOf(job, before = "en") {
  return chosen.get(job.number) ?? before;
}

/** A button that switches the page to the other language; null where the homeowner speaks English, unless `always`. */
export function languageSwitch(job, always = false) {
  if (!always && job.language !== "es") return null;
  const now = languageOf(job, always ? job.language : "en");
  const other = now === "es" ? "en" : "es";
  const change = () => {
    chosen.set(job.number, other);
    replaceRoute(location.hash.slice(1));
  };
  return button(other === "es" ? "En español" : "In English", change, "btn btn-quiet btn-language", { lang: other });
}
