// A photo slot: what it must show, an example drawing, the camera, the photos taken, the office's review.
import { cannotTell } from "./cannot_tell.js";
import { button, el, fill, fillIfChanged, mark } from "../base/dom.js";
import { flush } from "../drafts/drafts.js";
import { inLanguage } from "../rules/eligibility.js";
import { isAnswered, isAsked, isRequired } from "../rules/form_state.js";
import { blobUrl, keepPhoto, whyNotKept } from "../photos/photos.js";
import { photosOfSlot } from "../photos/slot_state.js";
import { drawing } from "../base/page_data.js";
import { STATES } from "../base/words.js";
import { answer, answered, refreshPhotos } from "./work.js";

/** The slot with its photos: `{node, refresh}`. */
export function photoSlot(work, slot, thing, language) {
  const name = `photo:${slot}`;
  const id = `ask-photo-${slot}`;
  const notSafe = work.form.not_safe;
  const state = el("p", { class: "ask-state" });
  const taken = el("ul", { class: "taken" });
  const trouble = el("p", { class: "ask-wrong", role: "alert" });
  const camera = el("input", { type: "file", accept: "image/*", capture: "environment", class: "visually-hidden", tabindex: "-1", "aria-hidden": "true" });
  const take = button("Take the photo", () => openCamera(photosOfSlot(work, slot).rejected?.id ?? ""), "btn btn-primary btn-camera");
  const context = {
    id,
    cannot: notSafe ? inLanguage(notSafe.label, language) : "",
    why: notSafe ? inLanguage(notSafe.question, language) : "",
    reasons: (notSafe?.suggestions ?? []).map((words) => inLanguage(words, language)),
  };
  const unsafe = cannotTell(work, name, {}, context);
  let replaces = "";

  // everything entered so far is on disk before the camera opens: the browser may unload the page meanwhile
  async function openCamera(original) {
    replaces = original;
    await flush().catch(() => {});
    camera.click();
  }

  camera.addEventListener("change", async () => {
    const [file] = camera.files;
    if (!file) return;
    trouble.textContent = "";
    state.replaceChildren(mark("wait", "Storing the photo on this device …"));
    try {
      linkAnswers(work, thing, await keepPhoto({ job: work.number, kind: work.kind, slot, file, replaces }));
    } catch (error) {
      trouble.textContent = whyNotKept(error);
    }
    camera.value = "";
    await refreshPhotos(work);
  });

  const example = el("img", { class: "slot-drawing", src: drawing(thing.drawing ?? slot), alt: "", width: 160, height: 120 });
  const node = el(
    "div",
    { class: "ask ask-photo", id, tabindex: "-1" },
    el("h2", { class: "ask-q", id: `${id}-q` }, inLanguage(thing.label, language)),
    el(
      "div",
      { class: "slot-how" },
      example,
      el("div", {}, el("p", { class: "ask-help" }, inLanguage(thing.instruction, language)), state, el("div", { class: "slot-acts" }, take, unsafe.open)),
    ),
    unsafe.node,
    camera,
    trouble,
    taken,
  );

  function refresh() {
    const { photos, held, rejected, asked } = photosOfSlot(work, slot);
    const isThere = held || isAnswered(answered(work, name));
    const required = isRequired(thing, work.values);
    node.hidden = !isAsked(thing, work.values) && !isThere && !asked.length;
    node.dataset.state = isThere ? "done" : required || rejected ? "open" : "free";
    unsafe.open.hidden = held || !notSafe;
    unsafe.node.hidden = held || !notSafe;
    fill(take, held ? "Take one more" : "Take the photo");
    take.className = held ? "btn btn-quiet btn-camera" : "btn btn-primary btn-camera";
    fill(state, asked.map((each) => mark("warn", `The office asks: ${each.because}`)), !isThere && !required && !asked.length ? "May stay open" : "");
    unsafe.refresh();
    fillIfChanged(taken, photos, () => photos.map((photo) => thumbnail(photo, openCamera)));
  }

  refresh();
  return { node, refresh };
}

// answers that were read from a photo of this slot name the newest one
function linkAnswers(work, { proves = [] }, photo) {
  for (const name of proves) {
    const { value, cannot_tell, source } = answered(work, name);
    if (source === "photo") answer(work, name, { value, cannot_tell, source, photo: photo.id });
  }
}

function thumbnail(photo, again) {
  const picture = el("img", { alt: "", class: "thumb", loading: "lazy" });
  if (photo.here) blobUrl(photo.id).then((address) => (picture.src = address || photo.thumbnail || ""));
  else if (photo.thumbnail) picture.src = photo.thumbnail;
  const said = photo.state === "rejected" ? mark("bad", `Take it again: ${photo.because}`) : photo.state === "replaced" ? mark("off", "Taken again") : stateOf(photo);
  const retake = photo.state === "replaced" ? null : button("Retake", () => again(photo.id), "btn btn-quiet");
  const unseen = photo.unseen ? el("small", {}, "Kept unseen: this device cannot show it. The office can.") : null;
  return el("li", { "data-photo": photo.id, "data-state": photo.state }, picture, el("div", {}, said, unseen, retake));
}

function stateOf(photo) {
  const { word, mark: kind } = STATES[photo.state];
  return mark(kind, photo.state === "blocked" ? `${word}: ${photo.reason}` : word);
}
