// Progress through a form: its sections with their counts, and what is open next.
import { stepRoute } from "../base/router.js";
import { openSteps, stepsOf } from "./work.js";

/** Every section with its counts of required questions: `{name, title, total, done, asked, state}`. */
export function sectionsOf(work) {
  const steps = stepsOf(work);
  return work.form.sections.map((section) => {
    const own = steps.filter((step) => step.section === section.name && step.asked && step.kind !== "card");
    const required = own.filter((step) => step.required);
    const done = required.filter((step) => step.done).length;
    const state = own.length === 0 ? "off" : done < required.length ? (done ? "go" : "ring") : "done";
    return { ...section, total: required.length, done, asked: own.length, state };
  });
}

/** The route of the next open question after `name`, or from a section on; the finish page where nothing is open. */
export function nextRoute(work, name = "", section = "") {
  const steps = stepsOf(work);
  const from = name ? steps.findIndex((step) => step.name === name) : steps.findIndex((step) => step.section === section) - 1;
  const open = openSteps(work).map((step) => ({ step, at: steps.findIndex((each) => each.name === step.name) }));
  const next = (open.find(({ at }) => at > from) ?? open[0])?.step;
  if (!next) return stepRoute(work.number, work.kind, "finish");
  return stepRoute(work.number, work.kind, next.section, next.name);
}

/** The next section that asks something, or null. */
export function sectionAfter(work, name) {
  const sections = sectionsOf(work);
  const at = sections.findIndex((section) => section.name === name);
  return sections.slice(at + 1).find((section) => section.asked > 0) ?? null;
}
