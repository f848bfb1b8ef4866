// The ink of a signature: kept as it was drawn, and shown whole on a glass of any size, never stretched and never cut.
import SignaturePad from "../../../vendor/signature_pad/signature_pad.min.js";

const LEAST_LENGTH = 60; // of all strokes together, in pixels: a dot or a slip of the finger is no signature
const LINES = { size: [600, 200], longest: 20_000, step: 3 };
const PEN = { minWidth: 1.2, maxWidth: 3.6, penColor: "rgb(20, 32, 43)", backgroundColor: "rgb(255, 255, 255)" };

/** Ink on a canvas, begun with what was kept (`{width, height, strokes}` or null); `changed` is called after each stroke. */
export function inkOn(canvas, kept, changed) {
  const pad = new SignaturePad(canvas, PEN);
  let ink = kept ?? { width: 0, height: 0, strokes: [] };
  let view = { scale: 1, x: 0, y: 0 };

  // the glass has another size: on a tablet that was turned, or where a signature is gone on with
  function fit() {
    const { width, height } = canvas.getBoundingClientRect();
    if (!width || !height) return;
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    if (!ink.strokes.length) ink = { ...ink, width, height };
    view = viewOf(ink, width, height);
    pad.clear();
    pad.fromData(ink.strokes.map((stroke) => moved(stroke, view.scale, view.x, view.y)));
  }

  pad.addEventListener("endStroke", () => {
    const { scale, x, y } = view;
    ink = { ...ink, strokes: pad.toData().map((stroke) => moved(stroke, 1 / scale, -x / scale, -y / scale)) };
    changed();
  });
  new ResizeObserver(fit).observe(canvas);

  return {
    ink: () => ink,
    isSignature: () => lengthOf(ink.strokes) >= LEAST_LENGTH,
    picture: () => pictureOf(pad),
    clear() {
      ink = { ...ink, strokes: [] };
      fit();
      changed();
    },
  };
}

/** How ink is moved and scaled onto a glass: whole, in the middle, and never larger than it was drawn. */
export function viewOf({ width, height, strokes }, glassWidth, glassHeight) {
  const points = strokes.flatMap((stroke) => stroke.points);
  const [left, top] = [Math.min(0, ...points.map(({ x }) => x)), Math.min(0, ...points.map(({ y }) => y))];
  const [wide, high] = [Math.max(width, ...points.map(({ x }) => x)) - left, Math.max(height, ...points.map(({ y }) => y)) - top];
  const scale = Math.min(1, glassWidth / wide, glassHeight / high);
  return { scale, x: (glassWidth - wide * scale) / 2 - left * scale, y: (glassHeight - high * scale) / 2 - top * scale };
}

/** The lines of a signature as text, whole within 600 by 200 and no longer than the office takes: `M1 2L3 4…`. */
export function linesOf({ strokes, ...glass }) {
  const view = viewOf({ strokes, ...glass }, ...LINES.size);
  for (let step = LINES.step; ; step *= 2) {
    const text = strokes.map(({ points }) => lineOf(points, view, step)).join("");
    if (text.length <= LINES.longest) return text;
  }
}

function lineOf(points, { scale, x, y }, step) {
  const kept = [];
  for (const point of points) {
    const at = [Math.round(point.x * scale + x), Math.round(point.y * scale + y)].map((value, axis) => Math.min(Math.max(value, 0), LINES.size[axis]));
    if (!kept.length || Math.hypot(at[0] - kept.at(-1)[0], at[1] - kept.at(-1)[1]) >= step) kept.push(at);
  }
  return kept.length > 1 ? `M${kept.map((at) => at.join(" ")).join("L")}` : "";
}

function moved(stroke, scale, x, y) {
  const points = stroke.points.map((point) => ({ ...point, x: point.x * scale + x, y: point.y * scale + y }));
  return { ...stroke, minWidth: stroke.minWidth * scale, maxWidth: stroke.maxWidth * scale, points };
}

function lengthOf(strokes) {
  const steps = strokes.flatMap(({ points }) => points.slice(1).map(({ x, y }, at) => Math.hypot(x - points[at].x, y - points[at].y)));
  return steps.reduce((sum, step) => sum + step, 0);
}

// synchronous: a busy browser delays `toBlob` for seconds, and the person who signed is about to leave
function pictureOf(pad) {
  const [, code] = pad.toDataURL("image/png").split(",");
  return new Blob([Uint8Array.from(atob(code), (character) => character.charCodeAt(0))], { type: "image/png" });
}
