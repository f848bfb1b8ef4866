// Short titles for the steps of a form: a question's label, a photo's name.
import { inLanguage } from "../rules/eligibility.js";
import { photosOfSlot } from "../photos/slot_state.js";

/** The title of a step in a list of open steps. */
export function stepTitle(work, step) {
  if (step.kind === "photo") {
    const rejected = photosOfSlot(work, step.key).rejected;
    const name = `Photo: ${inLanguage(step.thing.label, "en")}`;
    return rejected ? `${name}. Take it again: ${rejected.because}` : name;
  }
  return inLanguage(step.thing.label ?? step.thing.title ?? { en: step.name, es: step.name }, "en");
}
