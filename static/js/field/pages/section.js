// One section of a form: its questions and photo slots, each updated as answers come in.
import { el, fill, link } from "../base/dom.js";
import { inLanguage } from "../rules/eligibility.js";
import { languageOf, languageSwitch } from "../base/languages.js";
import { photoSlot } from "../form/photo_slot.js";
import { question, suggestion } from "../form/question.js";
import { go, stepRoute } from "../base/router.js";
import { standardCard } from "../form/standard_card.js";
import { verdictFoot } from "../form/verdict_foot.js";
import { nextRoute, sectionAfter, sectionsOf } from "../form/progress.js";
import { cardsOf, onChange, openWork } from "../form/work.js";
import { notOnDevice } from "./not_on_device.js";

/** The page of one section; its `reveal` scrolls to a question. */
export async function sectionPage({ job, kind, step }) {
  const work = await openWork(job, kind);
  const section = work?.form.sections.find((each) => each.name === step);
  if (!section) return notOnDevice(job);
  const language = languageOf(work.job);
  const parts = section.items.map((name) => part(work, name, language)).flat().filter(Boolean);
  const nextLine = el("p", { class: "onward" });
  let lastTouched = "";
  const touch = (event) => (lastTouched = nameOf(event.target) || lastTouched);
  const refresh = () => {
    for (const each of parts) each.refresh();
    drawNextLine(nextLine, work, step);
  };
  onChange(work, refresh);
  drawNextLine(nextLine, work, step);
  return {
    work,
    title: [job, work.job.homeowner].filter(Boolean).join(" · "),
    back: stepRoute(job, kind),
    nodes: [
      el("div", { class: "section-head" }, el("h1", {}, inLanguage(section.title, language)), languageSwitch(work.job)),
      section.note ? el("p", { class: "section-note" }, inLanguage(section.note, language)) : null,
      el("div", { class: "asks", lang: language, on: { focusin: touch, pointerdown: touch } }, parts.map((each) => each.node)),
      nextLine,
    ],
    foot: verdictFoot(work, () => go(nextRoute(work, lastTouched, step))),
    reveal,
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

function drawNextLine(node, work, step) {
  const own = sectionsOf(work).find((section) => section.name === step);
  const next = sectionAfter(work, step);
  const words = own.total > own.done ? `${own.total - own.done} left here.` : "Nothing left here.";
  fill(
    node,
    el("span", {}, words),
    next ? link(`Go on: ${next.title.en}`, stepRoute(work.number, work.kind, next.name)) : link("Finish and send", stepRoute(work.number, work.kind, "finish")),
  );
}

// the name of the question that contains a node
function nameOf(node) {
  return node.closest(".ask")?.id.replace(/^ask-/, "").replace(/^(photo|card)-/, "$1:") ?? "";
}

function reveal(asked) {
  const node = document.getElementById(`ask-${asked.replace(":", "-")}`);
  if (!node) return;
  node.scrollIntoView({ block: "start", behavior: "instant" });
  node.focus({ preventScroll: true });
}
