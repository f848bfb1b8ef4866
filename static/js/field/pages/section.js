// One section of a form: its questions and photo slots, each updated as answers come in, and the way on.
import { button, el, fill, fillIfChanged, link, mark } from "../base/dom.js";
import { languageOf, languageSwitch } from "../base/languages.js";
import { stepRoute } from "../base/router.js";
import { inWords } from "../base/spanish.js";
import { inLanguage } from "../rules/eligibility.js";
import { nothingChangesIt } from "../rules/finality.js";
import { inHand, leadBack, leadTo, setLeading, stepBefore, takeInHand } from "../form/guide.js";
import { photoSlot } from "../form/photo_slot.js";
import { markSeen, nextStep, sectionAfter, sectionsOf } from "../form/progress.js";
import { question, suggestion } from "../form/question.js";
import { standardCard } from "../form/standard_card.js";
import { stepWords } from "../form/value_words.js";
import { verdictFoot } from "../form/verdict_foot.js";
import { cardsOf, onChange, openWork } from "../form/work.js";
import { notOnDevice } from "./not_on_device.js";

/** The page of one section; its `reveal` scrolls to a question. */
export async function sectionPage({ job, kind, step, asked }) {
  const work = await openWork(job, kind);
  const section = work?.form.sections.find((each) => each.name === step);
  if (!section) return notOnDevice(job);
  const language = languageOf(work.job);
  const parts = section.items.map((name) => part(work, name, language)).flat().filter(Boolean);
  const [nextLine, before, settled] = [el("p", { class: "onward" }), el("div", { class: "before", hidden: true }), el("div", { "aria-live": "polite" })];
  const touch = ({ target }) => takeInHand(work, nameOf(target));
  const refresh = () => {
    for (const each of parts) each.refresh();
    drawNextLine(nextLine, work, step, language);
    drawSettled(settled, work, language);
  };
  if (!asked) setLeading(work, false); // opened from the list of sections: the person goes their own way
  markSeen(work, step);
  onChange(work, refresh);
  refresh();
  if (asked) drawBefore(before, work, step, language);
  return {
    work,
    title: [job, work.job.homeowner].filter(Boolean).join(" · "),
    back: stepRoute(job, kind),
    nodes: [
      el("div", { class: "section-head" }, el("h1", {}, inLanguage(section.title, language)), languageSwitch(work.job)),
      section.note ? el("p", { class: "section-note" }, inLanguage(section.note, language)) : null,
      before,
      el("div", { class: "asks", lang: language, on: { focusin: touch, pointerdown: touch } }, parts.map((each) => each.node)),
      settled,
      nextLine,
    ],
    foot: verdictFoot(work, () => leadTo(work, nextStep(work, inHand(work), step))),
    reveal: (name) => reveal(work, name),
  };
}

function part(work, name, language) {
  const [prefix, rest] = name.includes(":") ? name.split(":") : ["", name];
  if (prefix === "photo") return photoSlot(work, rest, work.form.slots[rest], language);
  if (prefix === "card") return standardCard(work, cardsOf(work.form)[rest], language);
  const item = work.form.items[name];
  if (!item) return null;
  const asked = question(work, name, item, language);
  return (work.form.suggests ?? []).some((each) => each.field === name) ? [suggestion(work, name, language), asked] : asked;
}

function drawNextLine(node, work, step, language) {
  const own = sectionsOf(work).find((section) => section.name === step);
  const next = sectionAfter(work, step);
  const left = own.total - own.done;
  const words = left ? (language === "es" ? `Aquí faltan ${left}.` : `${left} left here.`) : inWords("Nothing left here.", language);
  fill(
    node,
    el("span", {}, words),
    next
      ? link(`${language === "es" ? "Seguir" : "Go on"}: ${inLanguage(next.title, language)}`, stepRoute(work.number, work.kind, next.name))
      : link(inWords("Finish and send", language), stepRoute(work.number, work.kind, "finish")),
  );
}

// the answer that the guide came from, where it stands on another page
function drawBefore(node, work, step, language) {
  const before = stepBefore(work);
  const words = before && before.section !== step ? stepWords(work, before, language) : "";
  node.hidden = !words;
  fill(node, words ? [mark("done", words), button(inWords("Change", language), () => leadBack(work))] : []);
}

// said once nothing that is open can change the verdict: nobody has to go through the rest
function drawSettled(node, work, language) {
  const isFinal = nothingChangesIt(work.answer, work.rules, work.facts);
  const words = "Nothing that is still open can change this verdict.";
  fillIfChanged(node, isFinal, () =>
    isFinal ? el("div", { class: "note-card settled" }, mark("warn", inWords(words, language)), link(inWords("Stop here and send", language), stepRoute(work.number, work.kind, "finish"), "btn btn-primary")) : [],
  );
}

// the name of the question that contains a node
function nameOf(node) {
  return node.closest(".ask")?.id.replace(/^ask-/, "").replace(/^(photo|card)-/, "$1:") ?? "";
}

// shown in the middle, so that the answer before it stays in sight; what is typed can be typed at once
function reveal(work, asked) {
  const node = document.getElementById(`ask-${asked.replace(":", "-")}`);
  if (!node) return;
  takeInHand(work, asked);
  const isLow = node.offsetHeight < window.innerHeight / 2;
  node.scrollIntoView({ block: isLow && stepBefore(work) ? "center" : "start", behavior: "instant" });
  (node.querySelector("[data-typed-first]") ?? node).focus({ preventScroll: true });
}
