// The switch of the tablet's looks: for bright light, and for the size of its text.
import { button, el, fill } from "../base/dom.js";
import { applyLooks, changeLooks, looks } from "../base/looks.js";

const LIGHTS = [["usual", "As the device has it"], ["bright", "Bright light"]];
const TEXTS = [["usual", "Usual"], ["larger", "Larger"], ["largest", "Largest"]];

/** The button in the frame; it opens the switches in a dialog of their own. */
export function looksSwitch() {
  applyLooks();
  return button(el("span", { "aria-hidden": "true" }, "Aa"), openSwitches, "btn btn-ghost btn-looks", { "aria-label": "Light and size of the text", "aria-haspopup": "dialog" });
}

function openSwitches() {
  const body = el("div", { class: "sheet-body" });
  const head = el("div", { class: "sheet-head" }, el("h2", { id: "looks-title" }, "How this tablet looks"), button("Close", () => sheet.close()));
  const sheet = el("dialog", { class: "sheet", "aria-labelledby": "looks-title" }, head, body);

  function draw() {
    const now = looks();
    fill(body, el("h3", {}, "Light"), choices("light", LIGHTS, now.light), el("h3", {}, "Text"), choices("text", TEXTS, now.text));
  }

  function choices(part, all, chosen) {
    const choose = (value) => {
      changeLooks({ [part]: value });
      draw();
      body.querySelector(`[data-look="${part}-${value}"]`).focus();
    };
    const one = ([value, words]) => button(words, () => choose(value), "btn btn-quiet", { "aria-pressed": String(value === chosen), "data-look": `${part}-${value}` });
    return el("div", { class: "acts" }, all.map(one));
  }

  sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close());
  sheet.addEventListener("close", () => sheet.remove());
  document.getElementById("app").append(sheet);
  draw();
  sheet.showModal();
}
