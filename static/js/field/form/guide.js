// The guide through a form: where it leads after an answer, the way back, and whether it leads at all.
import { pressEnded } from "../base/pressing.js";
import { go, placeOf, replaceRoute, stepRoute } from "../base/router.js";
import { isAnswered } from "../rules/form_state.js";
import { nothingChangesIt } from "../rules/finality.js";
import { nextStep } from "./progress.js";
import { saysSomething } from "./warnings.js";
import { answered, redraw, stepsOf } from "./work.js";

const guides = new Map(); // by draft, for as long as the app is open

/** The guide of a form: `{leads, at, trail, returned}`; `at` is the step in hand, `trail` the steps before it. */
function guideOf(work) {
  if (!guides.has(work.draft.key)) guides.set(work.draft.key, { leads: false, at: "", trail: [], returned: "" });
  return guides.get(work.draft.key);
}

/** Turns the guide on or off: it leads from section to section only while somebody lets it. */
export const setLeading = (work, leads) => (guideOf(work).leads = leads);

/** Notes the step that a person has in hand. */
export const takeInHand = (work, name) => name && (guideOf(work).at = name);

/** The step that a person has in hand, or "". */
export const inHand = (work) => guideOf(work).at;

/** The step before the one in hand, or null. */
export const stepBefore = (work) => stepsOf(work).find((step) => step.name === guideOf(work).trail.at(-1)) ?? null;

/** Leads to a step, or to the finish page where there is none; the step in hand joins the trail. */
export function leadTo(work, step) {
  const guide = guideOf(work);
  if (guide.at && guide.at !== step?.name) guide.trail.push(guide.at);
  guide.returned = "";
  open(work, step);
}

/** Leads back to the step before. */
export function leadBack(work) {
  const guide = guideOf(work);
  const step = stepBefore(work);
  guide.trail.pop();
  guide.returned = step?.name ?? "";
  if (step) open(work, step);
}

/** Whether an answer given now goes on by itself: the first one, or one mended after going back. */
export function goesOn(work, name) {
  return !isAnswered(answered(work, name)) || guideOf(work).returned === name;
}

/** Goes on after an answer once the page shows it; stays where there is something to read beside it. */
export async function goOn(work, name) {
  takeInHand(work, name);
  await pressEnded();
  const here = stepsOf(work).find((step) => step.name === name);
  if (!here || placeOf(location.hash).step !== here.section) return undefined; // the person has gone elsewhere meanwhile
  const notice = saysSomething(work, here.thing) ? `#ask-${name} .notices` : nothingChangesIt(work.answer, work.rules, work.facts) ? ".settled" : "";
  if (notice) return document.querySelector(notice)?.scrollIntoView({ block: "nearest", behavior: "instant" });
  const isLed = guideOf(work).leads && (here.required || here.kind !== "item");
  const step = isLed ? nextStep(work, name) : openBelow(work, here);
  return step || isLed ? leadTo(work, step) : undefined;
}

// in a section that somebody opened by themselves the next open question is shown, required or not
function openBelow(work, here) {
  const own = stepsOf(work).filter((step) => step.section === here.section);
  return own.slice(own.findIndex((step) => step.name === here.name) + 1).find((step) => step.asked && !step.done) ?? null;
}

function open(work, step) {
  if (!step) return go(stepRoute(work.number, work.kind, "finish"));
  const route = stepRoute(work.number, work.kind, step.section, step.name);
  if (placeOf(location.hash).step !== step.section) return go(route);
  replaceRoute(route);
  return redraw(work); // the way back has changed
}
