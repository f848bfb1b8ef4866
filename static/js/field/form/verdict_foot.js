// The footer of a form's page: the verdict and what is missing, the way back, and the button to the next question.
import { button, el, fill, link, mark } from "../base/dom.js";
import { stepRoute } from "../base/router.js";
import { verdictSheet } from "./verdict_sheet.js";
import { languageOf } from "../base/languages.js";
import { inWords } from "../base/spanish.js";
import { counted, verdictWords } from "../base/words.js";
import { inLanguage } from "../rules/eligibility.js";
import { nothingChangesIt } from "../rules/finality.js";
import { leadBack, setLeading, stepBefore } from "./guide.js";
import { onChange, openSteps } from "./work.js";

/** The footer of a form's page; `next` navigates to what is open next. */
export function verdictFoot(work, next) {
  const language = languageOf(work.job);
  const say = (words) => inWords(words, language);
  const bar = el("button", { type: "button", class: "verdict-bar", "aria-haspopup": "dialog", on: { click: open } });
  const onward = button("", lead, "btn btn-primary btn-next"); // never replaced: a press may be in progress while it is updated
  const back = button(say("Back"), () => leadBack(work), "btn btn-quiet btn-before");
  const way = el("div", { class: "foot-next" }, back, onward);
  const sheet = work.answer ? verdictSheet(work) : null;

  function open() {
    sheet.show();
  }

  function lead() {
    setLeading(work, true);
    next();
  }

  function refresh() {
    const left = openSteps(work).length;
    if (work.answer) drawBar(bar, work.answer, work, language);
    const words = left ? el("span", { class: "next-words" }, say("Next open question"), el("small", {}, language === "es" ? `faltan ${left}` : `${left} left`)) : say("Finish");
    fill(onward, words);
    back.hidden = !stepBefore(work);
    sheet?.refresh();
  }

  refresh();
  onChange(work, refresh);
  return [work.answer ? bar : link(say("All sections"), stepRoute(work.number, work.kind), "btn btn-quiet"), way, sheet?.node];
}

function drawBar(bar, answer, work, language) {
  const { word, tone, mark: kind } = verdictWords(answer);
  bar.dataset.tone = tone;
  fill(bar, mark(kind, inWords(word, language), { class: `mark mark-${kind} verdict-word` }), el("small", { class: "verdict-why" }, why(answer, work, language)));
}

function why(answer, work, language) {
  const es = language === "es";
  const failed = answer.findings.filter((finding) => finding.outcome === "fail");
  const reviewed = answer.findings.filter((finding) => finding.outcome === "review");
  const missing = answer.missing.length;
  const title = (finding) => inLanguage(work.rules.rules.find((rule) => rule.id === finding.rule)?.title ?? { en: finding.rule, es: finding.rule }, language);
  const more = failed.length > 1 ? ` ${es ? "y" : "and"} ${failed.length - 1} ${es ? "más" : "more"}` : "";
  const isFinal = nothingChangesIt(answer, work.rules, work.facts) ? `. ${inWords("No answer can change it", language)}` : "";
  if (failed.length || isFinal) return `${failed.length ? title(failed[0]) : inWords("Another utility", language)}${more}${isFinal}`;
  if (missing) return es ? `Faltan ${missing} respuestas` : `${counted(missing, "answer")} missing`;
  return reviewed.length ? reviewed.map(title).join(", ") : inWords("Everything holds", language);
}
