// A photo slot: what it must show, an example drawing, the camera, the photos taken, the office's review.
import { cannotTell } from "./cannot_tell.js";
import { button, el, fill, fillIfChanged, mark } from "../base/dom.js";
import { inWords } from "../base/spanish.js";
import { inLanguage } from "../rules/eligibility.js";
import { isAnswered, isAsked, isRequired } from "../rules/form_state.js";
import { blobUrl, keepPhoto, whyNotKept } from "../photos/photos.js";
import { flawOf } from "../photos/quality.js";
import { photosOfSlot } from "../photos/slot_state.js";
import { drawing } from "../base/page_data.js";
import { STATES } from "../base/words.js";
import { goOn } from "./guide.js";
import { photoCamera } from "./photo_camera.js";
import { viewPhoto } from "./photo_viewer.js";
import { answer, answered, refreshPhotos } from "./work.js";

/** The slot with its photos: `{node, refresh}`. */
export function photoSlot(work, slot, thing, language) {
  const name = `photo:${slot}`;
  const id = `ask-photo-${slot}`;
  const notSafe = work.form.not_safe;
  const say = (words) => inWords(words, language);
  const state = el("p", { class: "ask-state" });
  const taken = el("ul", { class: "taken" });
  const trouble = el("p", { class: "ask-wrong", role: "alert" });
  const camera = photoCamera(keep, () => photosOfSlot(work, slot).rejected?.id ?? "", language);
  const context = {
    id,
    language,
    cannot: notSafe ? inLanguage(notSafe.label, language) : "",
    why: notSafe ? inLanguage(notSafe.question, language) : "",
    reasons: (notSafe?.suggestions ?? []).map((words) => inLanguage(words, language)),
  };
  const unsafe = cannotTell(work, name, {}, context);

  async function keep(file, replaces, isLast) {
    const isFirst = Boolean(replaces) || !photosOfSlot(work, slot).held;
    trouble.textContent = "";
    state.replaceChildren(mark("wait", "Storing the photo on this device …"));
    let photo = null;
    try {
      photo = await keepPhoto({ job: work.number, kind: work.kind, slot, file, replaces });
      linkAnswers(work, thing, photo);
    } catch (error) {
      trouble.textContent = whyNotKept(error);
    }
    await refreshPhotos(work);
    if (!photo || !isLast) return;
    if (questionOf(thing, photo, language)) look(photo, true);
    else if (isFirst) goOn(work, name);
  }

  // over the whole screen: asked once right after the shot, or opened by a press on its picture
  async function look(photo, isNew = false) {
    const address = (await blobUrl(photo.id)) || photo.thumbnail;
    if (!address) return;
    const again = [say("Take again"), () => camera.open(photo.id), "btn btn-quiet"];
    const enough = isNew ? [say(thing.readable ? "Yes, it can" : "Keep"), () => goOn(work, name), "btn btn-primary"] : [say("Close"), null, "btn btn-primary"];
    viewPhoto({
      address,
      example: drawing(thing.drawing ?? slot),
      title: inLanguage(thing.label, language),
      instruction: inLanguage(thing.instruction, language),
      said: isNew ? questionOf(thing, photo, language) : "",
      acts: photo.state === "replaced" ? [enough] : [again, enough],
      language,
    });
  }

  const example = el("img", { class: "slot-drawing", src: drawing(thing.drawing ?? slot), alt: "", width: 160, height: 120 });
  const node = el(
    "div",
    { class: "ask ask-photo", id, tabindex: "-1" },
    el("div", { class: "ask-head" }, el("h2", { class: "ask-q", id: `${id}-q` }, inLanguage(thing.label, language)), unsafe.open),
    el(
      "div",
      { class: "slot-how" },
      example,
      el("div", {}, el("p", { class: "ask-help" }, inLanguage(thing.instruction, language)), state, el("div", { class: "slot-acts" }, camera.take, camera.choose)),
    ),
    unsafe.node,
    camera.input,
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
    fill(camera.take, say(held ? "Take one more" : "Take the photo"));
    camera.take.className = held ? "btn btn-quiet btn-camera" : "btn btn-primary btn-camera";
    fill(state, asked.map((each) => mark("warn", `The office asks: ${each.because}`)), !isThere && !required && !asked.length ? say("May stay open") : "");
    unsafe.refresh();
    fillIfChanged(taken, photos, () => photos.map((photo) => thumbnail(photo, camera.open, look, say)));
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

// what is asked of a photo that was just taken; "" where it looks well and nothing on it has to be read
function questionOf({ readable }, photo, language) {
  if (photo.unseen) return "";
  const flaw = { blurred: "This photo looks blurred.", dark: "This photo looks dark." }[flawOf(photo)] ?? "";
  return [inWords(flaw, language), readable ? inLanguage(readable, language) : ""].filter(Boolean).join(" ");
}

function thumbnail(photo, again, look, say) {
  const picture = el("img", { alt: say("Look closer"), class: "thumb", loading: "lazy" });
  const open = el("button", { type: "button", class: "thumb-open", on: { click: () => look(photo) } }, picture);
  if (photo.here) blobUrl(photo.id).then((address) => (picture.src = address || photo.thumbnail || ""));
  else if (photo.thumbnail) picture.src = photo.thumbnail;
  const said = photo.state === "rejected" ? mark("bad", `Take it again: ${photo.because}`) : photo.state === "replaced" ? mark("off", say("Taken again")) : stateOf(photo, say);
  const retake = photo.state === "replaced" ? null : button(say("Retake"), () => again(photo.id), "btn btn-quiet");
  const unseen = photo.unseen ? el("small", {}, say("Kept unseen: this device cannot show it. The office can.")) : null;
  return el("li", { "data-photo": photo.id, "data-state": photo.state }, open, el("div", {}, said, unseen, retake));
}

function stateOf(photo, say) {
  const { word, mark: kind } = STATES[photo.state];
  return mark(kind, photo.state === "blocked" ? `${say(word)}: ${photo.reason}` : say(word));
}
