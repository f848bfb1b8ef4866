// The page on which the homeowner signs: who signs, what they agree to in their language, and the signature pad.
import SignaturePad from "../../../vendor/signature_pad/signature_pad.min.js";
import { button, el, fill, mark, once } from "../base/dom.js";
import { inLanguage } from "../rules/eligibility.js";
import { languageOf, languageSwitch } from "../base/languages.js";
import { blobUrl } from "../photos/photos.js";
import { stepRoute } from "../base/router.js";
import { keepSignature, signaturesOf } from "../photos/signatures.js";
import { clock, corrected } from "../base/company_time.js";
import { openWork } from "../form/work.js";
import { notOnDevice } from "./not_on_device.js";

const TITLES = { survey: { en: "Survey", es: "Inspección" }, authorization: { en: "Authorization", es: "Autorización" } };

/** The page for the signatures of a form. */
export async function signPage({ job, kind }) {
  const work = await openWork(job, kind);
  if (!work) return notOnDevice(job);
  const language = languageOf(work.job, work.job.language || "en");
  const papers = [...new Set([...(work.form.signatures ?? []).map((each) => each.paper), "authorization"])];
  const consents = papers.map((paper) => (work.day?.consents ?? []).find((each) => each.paper === paper)).filter(Boolean);
  const signed = await signaturesOf(job, kind);
  return {
    work,
    title: `Signature ${job}`,
    back: stepRoute(job, kind),
    nodes: [
      el("div", { class: "section-head" }, el("h1", {}, language === "es" ? "Firma" : "Signature"), languageSwitch(work.job, true)),
      el("div", { lang: language }, consents.map((consent) => padOf(work, consent, language, signed.filter((each) => each.paper === consent.paper)))),
    ],
    shown: () => document.querySelectorAll("canvas").forEach((canvas) => canvas.dispatchEvent(new Event("fit"))),
  };
}

function padOf(work, consent, language, signed) {
  const id = `sign-${consent.paper}`;
  const es = language === "es";
  const node = el("section", { class: "ask sign", id, "aria-labelledby": `${id}-q` });
  const canvas = el("canvas", { class: "sign-glass", "aria-label": es ? "Firme aquí" : "Sign here", role: "img" });
  const pad = new SignaturePad(canvas, { minWidth: 1.2, maxWidth: 3.6, penColor: "rgb(20, 32, 43)", backgroundColor: "rgb(255, 255, 255)" });
  const people = signers(work, consent);
  const who = el("select", { class: "form-select", id: `${id}-who` }, people.map((person) => el("option", { value: person.id }, person.name)));
  const name = el("input", { type: "text", class: "form-control", id: `${id}-name`, maxlength: 120, autocomplete: "off", value: people[0]?.name ?? "" });
  const said = el("p", { class: "ask-wrong", role: "alert" });
  who.addEventListener("change", () => (name.value = people.find((person) => String(person.id) === who.value)?.name ?? ""));
  canvas.addEventListener("fit", () => fit(canvas, pad));

  async function keep() {
    if (pad.isEmpty() || !name.value.trim() || !who.value) {
      said.textContent = es ? "Falta la firma o el nombre." : "The signature or the name is missing.";
      return;
    }
    said.textContent = "";
    const blob = pictureOf(pad);
    const { number: job, kind } = work;
    const kept = { job, kind, paper: consent.paper, person: Number(who.value), name: name.value.trim() };
    await keepSignature({ ...kept, text_version: consent.version, language, blob });
    showSigned(node, await signaturesOf(job, kind).then((all) => all.filter((each) => each.paper === consent.paper)), es);
  }

  fill(
    node,
    el("h2", { class: "ask-q", id: `${id}-q` }, inLanguage(TITLES[consent.paper] ?? { en: consent.paper, es: consent.paper }, language)),
    el("p", { class: "consent" }, inLanguage(consent, language)),
    el("p", { class: "consent-version mono" }, consent.version),
    el(
      "div",
      { class: "sign-who" },
      el("div", {}, el("label", { class: "form-label", for: who.id }, es ? "Quién firma" : "Who signs"), who),
      el("div", {}, el("label", { class: "form-label", for: name.id }, es ? "Nombre" : "Name as signed"), name),
    ),
    canvas,
    said,
    el(
      "div",
      { class: "acts" },
      button(es ? "Borrar" : "Clear", () => pad.clear()),
      button(es ? "Guardar la firma" : "Keep the signature", (event) => once(event.currentTarget, keep), "btn btn-primary", { "data-act": "keep-signature" }),
    ),
    el("div", { class: "signed", "aria-live": "polite" }),
  );
  showSigned(node, signed, es);
  return node;
}

function showSigned(node, signed, es) {
  const again = () => {
    delete node.dataset.signed;
    node.querySelector("canvas").dispatchEvent(new Event("fit"));
  };
  if (signed.length) node.dataset.signed = "true";
  const rows = signed.map((item) => {
    const picture = el("img", { class: "thumb signed-thumb", alt: "" });
    blobUrl(item.id).then((address) => (picture.src = address));
    return el("div", {}, picture, mark("done", `${item.name_as_signed}, ${clock(corrected(item.signed_at))}: ${es ? "guardada" : "kept on this device"}`));
  });
  const more = signed.length ? button(es ? "Firmar de nuevo" : "Sign again", again, "btn btn-quiet btn-again") : null;
  fill(node.querySelector(".signed"), rows, more);
}

// synchronous: a busy browser delays `toBlob` for seconds, and the person who signed is about to leave
function pictureOf(pad) {
  const [, code] = pad.toDataURL("image/png").split(",");
  return new Blob([Uint8Array.from(atob(code), (character) => character.charCodeAt(0))], { type: "image/png" });
}

function signers(work, consent) {
  const people = work.job.people ?? [];
  const own = people.filter((person) => (person.roles ?? []).includes(consent.signer_role));
  return own.length ? own : people;
}

function fit(canvas, pad) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
}
