// In which language questions and consents stand: the technician's, or the homeowner's while they look on.
import { button } from "./dom.js";
import { replaceRoute } from "./router.js";

const chosen = new Map();

/** The language of the questions of a job: English until somebody turns the tablet around. */
export function languageOf(job, before = "en") {
  return chosen.get(job.number) ?? before;
}

/** A press that turns the page into the other language; only where the homeowner speaks it. */
export function languageSwitch(job, always = false) {
  if (!always && job.language !== "es") return null;
  const now = languageOf(job, always ? job.language : "en");
  const other = now === "es" ? "en" : "es";
  const turn = () => {
    chosen.set(job.number, other);
    replaceRoute(location.hash.slice(1));
  };
  return button(other === "es" ? "En español" : "In English", turn, "btn btn-quiet btn-language", { lang: other });
}
