// Short words for a step of a form: a question's label, a photo's name.
import { inLanguage } from "../rules/eligibility.js";
import { photosOfSlot } from "../photos/slot_state.js";

/** What people read for a step in a list of what is open. */
export function stepTitle(work, step) {
  if (step.kind === "photo") {
    const rejected = photosOfSlot(work, step.key).rejected;
    const name = `Photo: ${inLanguage(step.thing.label, "en")}`;
    return rejected ? `${name}. Take it again: ${rejected.because}` : name;
  }
  return inLanguage(step.thing.label ?? step.thing.title ?? { en: step.name, es: step.name }, "en");
}
