// The last page of a form: what is still missing, with links, and the button that submits it, finished or not.
import { button, el, link, mark, once } from "../base/dom.js";
import { inLanguage } from "../rules/eligibility.js";
import { nothingChangesIt } from "../rules/finality.js";
import { stepTitle } from "../form/step_titles.js";
import { flush } from "../drafts/drafts.js";
import { list } from "../send/queue.js";
import { submit, submittedAs } from "../send/submit.js";
import { stopsOf } from "../form/warnings.js";
import { go, placeOf, stepRoute } from "../base/router.js";
import { photosOfSlot } from "../photos/slot_state.js";
import { verdictFoot } from "../form/verdict_foot.js";
import { nextRoute } from "../form/progress.js";
import { counted, KINDS } from "../base/words.js";
import { openSteps, openWork, stepsOf } from "../form/work.js";
import { notOnDevice } from "./not_on_device.js";
import { receiptPage } from "./receipt.js";

/** The page before a form is submitted. */
export async function finishPage({ job, kind }) {
  const work = await openWork(job, kind);
  if (!work) return notOnDevice(job);
  const open = openSteps(work);
  const again = stepsOf(work).filter((step) => step.kind === "photo" && photosOfSlot(work, step.key).rejected);
  const blockers = [...new Set([...open, ...again])];
  const isFinal = nothingChangesIt(work.answer, work.rules, work.facts);
  await flush().catch(() => {}); // reported by the store; a draft that is not written counts as changed
  const { last, isChanged } = await submittedAs(work.draft);
  if (last && !isChanged && (blockers.length || JSON.parse(last.body).finish)) return receiptPage(work, last, await list());
  const send = (finish) => (event) => once(event.currentTarget, () => submitForm(work, finish));
  return {
    work,
    title: `Finish ${job}`,
    back: stepRoute(job, kind),
    nodes: [
      el("h1", {}, blockers.length ? `${counted(blockers.length, "thing")} to do before it is finished` : `${KINDS[kind]}: complete`),
      stopsOf(work).length ? el("p", { class: "warn-card" }, "Stop and report: send what there is now. The office is told as soon as it arrives.") : null,
      isFinal ? el("p", { class: "note-card" }, "Nothing that is still open can change this verdict.") : null,
      el("p", {}, "It is kept on this device and goes to the office by itself, photos first, as soon as there is a network."),
      el(
        "div",
        { class: "acts" },
        blockers.length
          ? button(isFinal ? "Stop here and send" : "Send it unfinished", send(false), isFinal ? "btn btn-primary" : "btn btn-quiet", { "data-act": "send-unfinished" })
          : button(last ? "Send the change" : "Finish and send", send(true), "btn btn-primary", { "data-act": "send" }),
      ),
      work.form.sections.map((section) => group(work, section, blockers.filter((step) => step.section === section.name))),
    ],
    foot: blockers.length ? verdictFoot(work, () => go(nextRoute(work))) : verdictFoot(work, () => submitForm(work, true)),
  };
}

function group(work, section, steps) {
  if (!steps.length) return null;
  const way = (step) => link(mark("ring", stepTitle(work, step)), stepRoute(work.number, work.kind, step.section, step.name), "blocker", { "data-blocker": step.name });
  return el("section", {}, el("h2", {}, inLanguage(section.title, "en")), el("ul", { class: "blockers" }, steps.map((step) => el("li", {}, way(step)))));
}

async function submitForm(work, finish) {
  await submit(work.draft, { finish, answer: work.answer ? shortAnswer(work.answer) : null });
  const finished = stepRoute(work.number, work.kind, "finish");
  if (placeOf(location.hash).route === finished) go(finished); // the same page, now with the receipt
}

/** The verdict that the device showed, without the texts, which are in the rules. */
function shortAnswer({ ruleset, eligibility, correctable, missing, rule21_required, max_evse_amps, recommendation }) {
  return { ruleset, eligibility, correctable, missing, rule21_required, max_evse_amps, recommendation };
}
