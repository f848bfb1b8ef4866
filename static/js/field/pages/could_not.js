// The page that reports why an appointment could not be done, with a photo where one helps.
import { button, el, link, once } from "../base/dom.js";
import { hours } from "../base/company_time.js";
import { flush } from "../drafts/drafts.js";
import { chip } from "../form/inputs/typed.js";
import { dayPack } from "../device/packs.js";
import { blobUrl, keepPhoto, whyNotKept } from "../photos/photos.js";
import { flawOf } from "../photos/quality.js";
import { submitStep } from "../send/submit.js";
import { go } from "../base/router.js";
import { saveReason, reasonFor } from "../send/could_not_reasons.js";

const REASONS = ["Nobody at home", "Gate or door locked", "Dog loose", "Not safe to work", "Weather", "Homeowner sent us away", "Parts or tools missing"];

/** The page for one appointment. */
export async function couldNotPage({ job, appointment }) {
  const day = await dayPack();
  const booked = (day?.appointments ?? []).find((each) => each.id === appointment);
  const unsaid = await reasonFor(appointment);
  let photo = unsaid.photo;
  const keep = () => saveReason(appointment, { because: because.value, photo });
  const because = el("textarea", { class: "form-control", id: "because", rows: 3, maxlength: 400, value: unsaid.because, on: { input: keep } });
  const said = el("p", { class: "ask-wrong", role: "alert" });
  const camera = el("input", { type: "file", accept: "image/*", capture: "environment", class: "visually-hidden", tabindex: "-1", "aria-hidden": "true" });
  const thumb = el("img", { class: "thumb", alt: "", hidden: true });

  camera.addEventListener("change", async () => {
    const [file] = camera.files;
    if (!file) return;
    said.textContent = "";
    try {
      photo = await keepPhoto({ job, kind: "step", slot: "other", file, caption: "Could not be done" });
      await keep();
      await showPhoto();
      said.textContent = { blurred: "This photo looks blurred. Take it again, or send it as it is.", dark: "This photo looks dark. Take it again, or send it as it is." }[flawOf(photo)] ?? "";
    } catch (error) {
      said.textContent = whyNotKept(error);
    }
    camera.value = "";
  });

  async function showPhoto() {
    thumb.src = await blobUrl(photo.id);
    thumb.hidden = false;
  }

  async function send() {
    if (!because.value.trim()) {
      said.textContent = "Say why: the office tells the homeowner.";
      because.focus();
      return;
    }
    await submitStep({ job, appointment, step: "could_not", because: because.value.trim(), photo });
    go("/");
  }

  const choose = (words) => () => {
    because.value = because.value.trim() ? `${because.value.trim()}, ${words.toLowerCase()}` : words;
    return keep();
  };
  if (photo) await showPhoto();
  return {
    title: `Could not, ${job}`,
    back: "/",
    nodes: [
      el("h1", {}, "Why could it not be done?"),
      el("p", { class: "soft" }, booked ? `${hours(booked.starts_at, booked.ends_at)} ${booked.title}` : job),
      el(
        "section",
        { class: "ask" },
        el("div", { class: "chips-row" }, REASONS.map((words) => chip(words, choose(words)))),
        el("label", { class: "form-label", for: "because" }, "Because"),
        because,
        said,
        el("div", { class: "acts" }, button("Take a photo", () => flush().catch(() => {}).then(() => camera.click()), "btn btn-quiet btn-camera"), camera, thumb),
      ),
    ],
    foot: [
      link("Back", "/", "btn btn-quiet"),
      button("Tell the office", (event) => once(event.currentTarget, send), "btn btn-primary btn-next", { "data-act": "could-not" }),
    ],
  };
}
