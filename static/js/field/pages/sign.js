// The page on which the homeowner signs: who signs, what they agree to in their language, and the signature pad.
import { button, el, fill, mark, once } from "../base/dom.js";
import { languageOf, languageSwitch } from "../base/languages.js";
import { stepRoute } from "../base/router.js";
import { clock, corrected } from "../base/company_time.js";
import { inLanguage } from "../rules/eligibility.js";
import { blobUrl } from "../photos/photos.js";
import { saveSignatureDraft, signatureDraft } from "../photos/signature_drafts.js";
import { keepSignature, signaturesOf } from "../photos/signatures.js";
import { inkOn } from "../form/ink.js";
import { openWork } from "../form/work.js";
import { notOnDevice } from "./not_on_device.js";

const TITLES = { survey: { en: "Survey", es: "Inspección" }, authorization: { en: "Authorization", es: "Autorización" } };
const SAID = {
  en: {
    title: "Signature", glass: "Sign here", clear: "Clear", keep: "Keep the signature", again: "Sign again", kept: "kept on this device",
    who: "Who signs", name: "Name as signed", version: "Version of this text",
    missing: "The signature or the name is missing.", short: "That is too short for a signature. Sign with your whole name.",
  },
  es: {
    title: "Firma", glass: "Firme aquí", clear: "Borrar", keep: "Guardar la firma", again: "Firmar de nuevo", kept: "guardada",
    who: "Quién firma", name: "Nombre", version: "Versión de este texto",
    missing: "Falta la firma o el nombre.", short: "Eso es muy corto para una firma. Firme con su nombre completo.",
  },
};

/** The page for the signatures of a form. */
export async function signPage({ job, kind }) {
  const work = await openWork(job, kind);
  if (!work) return notOnDevice(job);
  const language = languageOf(work.job, work.job.language || "en") === "es" ? "es" : "en";
  const asked = new Set((work.job.to_sign ?? []).flatMap((each) => each.signs.map(({ paper }) => paper)));
  const papers = [...new Set([...(work.form.signatures ?? []).map((each) => each.paper), "authorization"])].filter((paper) => !asked.has(paper));
  const consents = papers.map((paper) => (work.day?.consents ?? []).find((each) => each.paper === paper)).filter(Boolean);
  const signed = await signaturesOf(job, kind);
  const drafts = await Promise.all(consents.map(({ paper }) => signatureDraft({ job, kind, paper })));
  const pads = consents.map((consent, at) => padOf(work, consent, language, signed.filter((each) => each.paper === consent.paper), drafts[at]));
  return {
    work,
    title: `${SAID[language].title} ${job}`,
    back: stepRoute(job, kind),
    nodes: [el("div", { class: "section-head" }, el("h1", {}, SAID[language].title), languageSwitch(work.job, true)), el("div", { lang: language }, pads)],
  };
}

function padOf(work, consent, language, signed, draft) {
  const id = `sign-${consent.paper}`;
  const words = SAID[language];
  const paper = { job: work.number, kind: work.kind, paper: consent.paper };
  const node = el("section", { class: "ask sign", id, "aria-labelledby": `${id}-q` });
  const canvas = el("canvas", { class: "sign-glass", "aria-label": words.glass, role: "img" });
  const people = signers(work, consent);
  const who = el("select", { class: "form-select", id: `${id}-who` }, people.map((person) => el("option", { value: person.id }, person.name)));
  if (draft?.who) who.value = draft.who;
  const name = el("input", { type: "text", class: "form-control", id: `${id}-name`, maxlength: 120, autocomplete: "off", value: draft?.name ?? people[0]?.name ?? "" });
  const said = el("p", { class: "ask-wrong", role: "alert" });
  const save = () => saveSignatureDraft(paper, { ink: ink.ink(), name: name.value, who: who.value }).catch(() => {}); // reported by the store
  const ink = inkOn(canvas, draft?.ink ?? null, save);
  who.addEventListener("change", () => {
    name.value = people.find((person) => String(person.id) === who.value)?.name ?? "";
    save();
  });
  name.addEventListener("input", save);

  async function keep() {
    const isThere = ink.ink().strokes.length > 0 && name.value.trim() && who.value;
    said.textContent = !isThere ? words.missing : ink.isSignature() ? "" : words.short;
    if (said.textContent) return;
    await keepSignature({ ...paper, person: Number(who.value), name: name.value.trim(), text_version: consent.version, language, blob: ink.picture() });
    ink.clear();
    await saveSignatureDraft(paper, null);
    showSigned(node, await signaturesOf(work.number, work.kind).then((all) => all.filter((each) => each.paper === consent.paper)), words);
  }

  fill(
    node,
    el("h2", { class: "ask-q", id: `${id}-q` }, inLanguage(TITLES[consent.paper] ?? { en: consent.paper, es: consent.paper }, language)),
    el("p", { class: "consent" }, inLanguage(consent, language)),
    el(
      "div",
      { class: "sign-who" },
      el("div", {}, el("label", { class: "form-label", for: who.id }, words.who), who),
      el("div", {}, el("label", { class: "form-label", for: name.id }, words.name), name),
    ),
    canvas,
    said,
    el(
      "div",
      { class: "acts" },
      button(words.clear, () => ink.clear()),
      button(words.keep, (event) => once(event.currentTarget, keep), "btn btn-primary", { "data-act": "keep-signature" }),
    ),
    el("div", { class: "signed", "aria-live": "polite" }),
    el("details", { class: "folded" }, el("summary", {}, words.version), el("p", { class: "mono" }, consent.version)),
  );
  showSigned(node, signed, words);
  return node;
}

function showSigned(node, signed, words) {
  if (signed.length) node.dataset.signed = "true";
  const rows = signed.map((item) => {
    const picture = el("img", { class: "thumb signed-thumb", alt: "" });
    blobUrl(item.id).then((address) => (picture.src = address));
    return el("div", {}, picture, mark("done", `${item.name_as_signed}, ${clock(corrected(item.signed_at))}: ${words.kept}`));
  });
  const more = signed.length ? button(words.again, () => delete node.dataset.signed, "btn btn-quiet btn-again") : null;
  fill(node.querySelector(".signed"), rows, more);
}

function signers(work, consent) {
  const people = work.job.people ?? [];
  const own = people.filter((person) => (person.roles ?? []).includes(consent.signer_role));
  return own.length ? own : people;
}
