// The page on which a paper is signed: each signer in turn reads it, agrees, and signs in the presence of the technician.
import { button, el, link, mark, once } from "../base/dom.js";
import { spokenDay } from "../base/company_time.js";
import { languageOf, languageSwitch } from "../base/languages.js";
import { replaceRoute } from "../base/router.js";
import { SIGNING_WORDS } from "../base/signing_words.js";
import { now } from "../device/ids.js";
import { dayPack } from "../device/packs.js";
import { currentPerson } from "../device/person.js";
import { nextSigner, signedHere, submitSigned } from "../send/signed_papers.js";
import { saveSignatureDraft, signatureDraft } from "../photos/signature_drafts.js";
import { inLanguage } from "../rules/eligibility.js";
import { signatureMark, tick } from "../form/signature_mark.js";
import { say } from "../shell/frame.js";
import { openPaper } from "../shell/open_paper.js";

/** The page for one paper of a job. */
export async function toSignPage({ job, request }) {
  const { asked, disclosures } = await paperOf(job, request);
  if (!asked) return overPage(job);
  const language = languageOf({ number: job }, asked.language) === "es" ? "es" : "en";
  const words = SIGNING_WORDS[language];
  const signed = await signedHere(job, asked);
  const signer = nextSigner(asked, signed);
  const place = { job, kind: "signing", paper: `${asked.id}.${asked.version}.${signer?.id}` };
  const turn = { job, asked, disclosures, language, words, signer, place, draft: (signer && (await signatureDraft(place))) ?? {} };
  const step = !signer ? ended(turn, signed) : turn.draft.consented_at ? signStep(turn) : readStep(turn);
  return {
    title: `${inLanguage(asked.named, language)} ${job}`,
    back: "/",
    nodes: [
      el("div", { class: "section-head" }, el("h1", {}, inLanguage(asked.named, language)), languageSwitch({ number: job, language: asked.language }, true)),
      el("div", { lang: language }, await head(turn, signed), step),
    ],
  };
}

async function paperOf(job, request) {
  const day = await dayPack();
  return { asked: day?.jobs?.[job]?.to_sign?.find((each) => each.id === request), disclosures: day?.disclosures };
}

function overPage(job) {
  const words = SIGNING_WORDS.en;
  return { title: job, back: "/", isMissing: true, nodes: [el("h1", {}, words.over), link(words.home, "/", "btn btn-primary")] };
}

async function head({ asked, words, language, signer }, signed) {
  const here = new Set(signed.filter((item) => !item.declined).map((item) => item.signer));
  const stateOf = (each) => (each.has_signed || here.has(each.id) ? ["done", words.signed] : each === signer ? ["go", words.turn] : ["off", words.later]);
  return [
    el("p", {}, `${words.until(spokenDay(asked.until, language))} ${words.with((await currentPerson())?.name ?? "")}`),
    el("h2", {}, words.who),
    el("ol", { class: "signers" }, asked.signers.map((each) => el("li", {}, mark(stateOf(each)[0], `${each.name}: ${stateOf(each)[1]}`)))),
  ];
}

function ended({ words }, signed) {
  const isDeclined = signed.some((item) => item.declined);
  return [el("p", { class: "note-card", role: "status" }, mark(isDeclined ? "warn" : "done", isDeclined ? words.unsigned : words.all)), link(words.home, "/", "btn btn-primary")];
}

function readStep(turn) {
  const { asked, disclosures, language, words, signer, draft } = turn;
  const keep = () => save(turn, { word: word.value, agrees: agrees.input.checked });
  const word = el("input", { type: "text", class: "form-control", id: "word", maxlength: 40, autocomplete: "off", autocapitalize: "none", value: draft.word ?? "", on: { input: keep } });
  const agrees = tick("agrees", words.agrees, draft.agrees ?? false, keep);
  const said = el("p", { class: "ask-wrong", role: "alert" });
  async function goOn() {
    said.textContent = bare(word.value) !== bare(asked.word) ? words.wrongWord : agrees.input.checked ? "" : words.noMark;
    if (said.textContent || !(await isStillShown(turn))) return;
    await save(turn, { word: word.value.trim(), agrees: true, consented_at: now(), consent_version: disclosures.version });
    redraw();
  }
  return el(
    "section",
    { class: "ask sign", "aria-labelledby": "read" },
    el("h2", { class: "ask-q", id: "read" }, words.read(signer.name)),
    el("div", { class: "acts" }, button(words.open, () => openPaper(asked.paper), "btn btn-quiet", { "data-act": "open-paper" })),
    el("h3", {}, words.points),
    el("ul", { class: "consent" }, disclosures[language].map((point) => el("li", {}, point))),
    el("p", {}, words.copy),
    el("label", { class: "form-label", for: word.id }, words.word),
    word,
    agrees.node,
    said,
    el("div", { class: "acts" }, button(words.on, (event) => once(event.currentTarget, goOn), "btn btn-primary", { "data-act": "consent" })),
    refusal(turn),
  );
}

function signStep(turn) {
  const { asked, language, words, signer, draft } = turn;
  const changed = () => save(turn, { marks: Object.fromEntries(asked.signs.map(({ paper }, at) => [paper, marks[at].kept()])) });
  const marks = asked.signs.map((signs) => signatureMark(signs, draft.marks?.[signs.paper], { words, language, changed }));
  const sign = async () => marks.map((each) => each.wrong()).some(Boolean) || (await isStillShown(turn)) && submit(turn, { marks: marks.map((each) => each.written()) });
  return [
    el("h2", {}, words.sign(signer.name)),
    el("div", { class: "acts" }, button(words.open, () => openPaper(asked.paper))),
    marks.map((each) => each.node),
    el("div", { class: "acts" }, button(words.press, (event) => once(event.currentTarget, sign), "btn btn-primary", { "data-act": "sign" })),
    refusal(turn),
  ];
}

function refusal(turn) {
  const { words, draft } = turn;
  const because = el("textarea", { class: "form-control", id: "because", rows: 3, maxlength: 400, on: { input: () => save(turn, { because: because.value }) } });
  because.value = draft.because ?? "";
  const said = el("p", { class: "ask-wrong", role: "alert" });
  const send = async () => {
    said.textContent = because.value.trim() ? "" : words.sayWhy;
    if (!said.textContent && (await isStillShown(turn))) await submit(turn, { declined_because: because.value.trim() });
  };
  const act = button(words.back, (event) => once(event.currentTarget, send), "btn btn-quiet", { "data-act": "decline" });
  const label = el("label", { class: "form-label", for: because.id }, words.why);
  return el("details", { class: "fold" }, el("summary", { class: "btn btn-quiet" }, words.refuse), label, because, said, el("div", { class: "acts" }, act));
}

async function submit({ job, asked, signer, disclosures, draft, place }, did) {
  const { word = "", consented_at = now(), consent_version = disclosures.version } = draft;
  await submitSigned(job, asked, signer, { word, consented_at, consent_version, marks: [], declined_because: "", ...did });
  await saveSignatureDraft(place, null);
  say("");
  redraw();
}

// the office may have put another version in its place, or withdrawn it, while it was being read
async function isStillShown({ job, asked, words }) {
  const isShown = (await paperOf(job, asked.id)).asked?.paper.sha256 === asked.paper.sha256;
  if (!isShown) say(words.changed);
  if (!isShown) redraw();
  return isShown;
}

const save = (turn, more) => saveSignatureDraft(turn.place, Object.assign(turn.draft, more)).catch(() => {}); // reported by the store
const bare = (word) => word.trim().toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

function redraw() {
  window.scrollTo({ top: 0, behavior: "instant" });
  replaceRoute(location.hash.slice(1));
}
