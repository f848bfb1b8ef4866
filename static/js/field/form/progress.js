// Progress through a form: its sections with their counts, what is open next, and which sections somebody has looked at.
import { stepRoute } from "../base/router.js";
import { rememberPlace } from "../drafts/drafts.js";
import { stepsOf } from "./work.js";

/** Every section with its counts of required questions: `{name, title, total, done, asked, state}`. */
export function sectionsOf(work) {
  const steps = stepsOf(work);
  return work.form.sections.map((section) => {
    const own = steps.filter((step) => step.section === section.name && step.asked && step.kind !== "card");
    const required = own.filter((step) => step.required);
    const done = required.filter((step) => step.done).length;
    const isSeen = (work.draft.place?.seen ?? []).includes(section.name);
    const state = own.length === 0 ? "off" : done < required.length ? (done ? "go" : "ring") : isSeen ? "done" : "ring";
    return { ...section, total: required.length, done, asked: own.length, state };
  });
}

/** Notes that somebody has looked at a section: one that nobody looked at is never shown as done. */
export function markSeen(work, section) {
  const seen = work.draft.place?.seen ?? [];
  if (!seen.includes(section)) rememberPlace(work.draft, { ...work.draft.place, seen: [...seen, section] });
}

/** The next open step after `name`, or from a section on: what is required, and a card that answers some of it; or null. */
export function nextStep(work, name = "", section = "") {
  const steps = stepsOf(work);
  const from = name ? steps.findIndex((step) => step.name === name) : steps.findIndex((step) => step.section === section) - 1;
  const open = steps.filter((step) => !step.done && step.asked && (step.required || step.kind === "card"));
  if (open.every((step) => step.kind === "card")) return null;
  return open.find((step) => steps.indexOf(step) > from) ?? open[0];
}

/** The route of the next open step after `name`, or from a section on; the finish page where nothing is open. */
export function nextRoute(work, name = "", section = "") {
  const next = nextStep(work, name, section);
  if (!next) return stepRoute(work.number, work.kind, "finish");
  return stepRoute(work.number, work.kind, next.section, next.name);
}

/** The next section that asks something, or null. */
export function sectionAfter(work, name) {
  const sections = sectionsOf(work);
  const at = sections.findIndex((section) => section.name === name);
  return sections.slice(at + 1).find((section) => section.asked > 0) ?? null;
}
