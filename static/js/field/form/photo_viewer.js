// A photo over the whole screen, beside the drawing of what it must show: pinch, or press twice, to look closer.
import Panzoom from "../../../vendor/panzoom/panzoom.es.js";
import { button, el, fill } from "../base/dom.js";

const LARGEST = 8;
const CLOSER = 3;
const SECOND_PRESS_MILLISECONDS = 350;

/** Shows a photo over the page until it is closed; `said` stands below it, `acts` are `[words, run, look]` and close it as well. */
export function viewPhoto({ address, example, title, instruction, said = "", acts, language }) {
  const picture = el("img", { class: "viewer-photo", src: address, alt: title, draggable: "false" });
  const glass = el("div", { class: "viewer-glass" }, picture);
  const node = el(
    "dialog",
    { class: "viewer", "aria-label": title, lang: language },
    glass,
    el("div", { class: "viewer-side" }, el("img", { class: "slot-drawing", src: example, alt: "", width: 160, height: 120 }), el("div", {}, el("h2", {}, title), el("p", {}, instruction))),
    el("div", { class: "viewer-foot" }, el("p", { class: "viewer-said", role: "alert" }, said), el("div", { class: "acts" }, acts.map(([words, run, look]) => button(words, press(run), look)))),
  );
  let pressed = 0;
  fill(document.querySelector("#viewers") ?? viewers(), node);
  node.showModal();
  const panzoom = Panzoom(picture, { minScale: 1, maxScale: LARGEST, panOnlyWhenZoomed: true, pinchAndPan: true });

  function press(run) {
    return () => {
      close();
      run?.();
    };
  }

  function close() {
    node.close();
  }

  // by hand: Safari on a touch screen sends no `dblclick` where a finger may pan
  function closer(event) {
    const isSecond = event.timeStamp - pressed < SECOND_PRESS_MILLISECONDS;
    pressed = isSecond ? 0 : event.timeStamp;
    if (!isSecond) return;
    if (panzoom.getScale() > 1) panzoom.reset({ animate: false });
    else panzoom.zoomToPoint(CLOSER, event, { animate: false });
  }

  glass.addEventListener("click", closer);
  addEventListener("hashchange", close, { once: true });
  glass.addEventListener("wheel", (event) => panzoom.zoomWithWheel(event, { animate: false }), { passive: false });
  node.addEventListener("close", () => (panzoom.destroy(), node.remove()));
}

function viewers() {
  const node = el("div", { id: "viewers" });
  document.getElementById("app").append(node);
  return node;
}
