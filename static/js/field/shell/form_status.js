// How far each form is, by job and kind: not begun, 14 of 31, finished on this device, held by the office.
import { clock, dayOf, today, when } from "../base/company_time.js";
import { isHeld } from "../device/item_states.js";
import { byIndex } from "../device/store.js";
import { openWork, stepsOf } from "../form/work.js";
import { submittedAs } from "../send/submit.js";

const NOT_BEGUN = { state: "not_begun", mark: "ring", words: "not begun" };

/** The statuses of a person's drafts: a map from `job/kind` to `{state, mark, words}`. */
export async function formStatuses(person, items) {
  const drafts = await byIndex("drafts", "person", person.id);
  const found = await Promise.all(drafts.map(async (draft) => [`${draft.job}/${draft.kind}`, await statusOf(draft, items)]));
  return new Map(found);
}

/** The status of one form of a job: of its draft, else by what the office said with the day's jobs. */
export const statusFor = (statuses, number, kind, survey) =>
  statuses.get(`${number}/${kind}`) ?? (kind === "survey" && survey?.jobs?.[number]?.surveyed_on ? held() : NOT_BEGUN);

async function statusOf(draft, items) {
  const { last, isChanged } = await submittedAs(draft);
  const isBegun = draft.change > 0 || items.some((item) => item.job === draft.job && item.kind === draft.kind && item.type !== "draft");
  if (!isBegun) return NOT_BEGUN;
  if (!last || isChanged) return progress(draft);
  if (isHeld(last)) return held(last);
  if (last.state === "blocked") return { state: "needs", mark: "bad", words: "needs you" };
  return { state: "here", mark: "go", words: `${JSON.parse(last.body).finish ? "finished" : "not finished"}, on this device` };
}

function held(form = null) {
  const at = form?.receipt?.received_at;
  return { state: "held", mark: "done", words: `held by the office${at ? ` ${dayOf(at) === today() ? `at ${clock(at)}` : `since ${when(at)}`}` : ""}` };
}

async function progress(draft) {
  const work = await openWork(draft.job, draft.kind);
  const required = work ? stepsOf(work).filter((step) => step.asked && step.required && step.kind !== "card") : [];
  const words = required.length ? `${required.filter((step) => step.done).length} of ${required.length}` : "begun";
  return { state: "begun", mark: "go", words };
}
