// The footer of a form's page: the verdict and what is missing, the way back, and the button to the next question.
import { button, el, fill, link, mark } from "../base/dom.js";
import { stepRoute } from "../base/router.js";
import { verdictSheet } from "./verdict_sheet.js";
import { counted, verdictWords } from "../base/words.js";
import { leadBack, setLeading, stepBefore } from "./guide.js";
import { onChange, openSteps } from "./work.js";

/** The footer of a form's page; `next` navigates to what is open next. */
export function verdictFoot(work, next) {
  const bar = el("button", { type: "button", class: "verdict-bar", "aria-haspopup": "dialog", on: { click: open } });
  const onward = button("", lead, "btn btn-primary btn-next"); // never replaced: a press may be in progress while it is updated
  const back = button("Back", () => leadBack(work), "btn btn-quiet btn-before");
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
    if (work.answer) drawBar(bar, work.answer, work);
    const words = left ? el("span", { class: "next-words" }, "Next open question", el("small", {}, `${left} left`)) : "Finish";
    fill(onward, words);
    back.hidden = !stepBefore(work);
    sheet?.refresh();
  }

  refresh();
  onChange(work, refresh);
  return [work.answer ? bar : link("All sections", stepRoute(work.number, work.kind), "btn btn-quiet"), way, sheet?.node];
}

function drawBar(bar, answer, work) {
  const { word, tone, mark: kind } = verdictWords(answer);
  bar.dataset.tone = tone;
  fill(bar, mark(kind, word, { class: `mark mark-${kind} verdict-word` }), el("small", { class: "verdict-why" }, why(answer, work)));
}

function why(answer, work) {
  const failed = answer.findings.filter((finding) => finding.outcome === "fail");
  const reviewed = answer.findings.filter((finding) => finding.outcome === "review");
  const missing = answer.missing.length;
  if (failed.length) return titleOf(failed[0], work) + (failed.length > 1 ? ` and ${failed.length - 1} more` : "");
  if (missing) return `${counted(missing, "answer")} missing`;
  return reviewed.length ? reviewed.map((finding) => titleOf(finding, work)).join(", ") : "Everything holds";
}

/** The title of a finding's rule. */
function titleOf(finding, work) {
  return work.rules.rules.find((rule) => rule.id === finding.rule)?.title.en ?? finding.rule;
}
