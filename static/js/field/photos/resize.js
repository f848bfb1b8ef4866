// Resizes a camera's file: upright, small enough, hashed. Runs in the worker, or on the page where workers have no canvas.
import { takenAt } from "./exif.js";
import { qualityOf } from "./quality.js";
import { sha256 } from "../base/hashes.js";
import { isDamaged } from "./damage.js";

/**
 * `{bytes, type, width, height, sha256, camera_sha256, exif, sharpness, light}`; a file that this browser cannot draw stays
 * as it is, with `unseen`. Of a damaged file only `{damaged}`.
 */
export async function resized(file, { edge, quality }) {
  const original = await file.arrayBuffer();
  if (isDamaged(original)) return { damaged: true };
  const facts = { camera_sha256: await sha256(original), exif: takenAt(original) };
  const bitmap = await upright(file);
  if (!bitmap) return { ...facts, bytes: original, type: file.type, width: 0, height: 0, sha256: facts.camera_sha256, unseen: true };
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const bytes = await jpeg(bitmap, width, height, quality);
  const looks = qualityOf(bitmap, newCanvas);
  bitmap.close();
  return { ...facts, ...looks, bytes, type: "image/jpeg", width, height, sha256: await sha256(bytes) };
}

async function upright(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (error) {
    if (!(error instanceof TypeError)) return null; // this browser cannot draw it; the office can
    return createImageBitmap(file).catch(() => null); // options not supported: such browsers turn it upright by themselves
  }
}

function newCanvas(width, height) {
  return globalThis.document ? Object.assign(document.createElement("canvas"), { width, height }) : new OffscreenCanvas(width, height);
}

async function jpeg(bitmap, width, height, quality) {
  const drawn = newCanvas(width, height);
  const context = drawn.getContext("2d", { alpha: false });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const blob = drawn.convertToBlob // asked for first: Firefox's canvas of workers has a toBlob too, which calls nobody back
    ? await drawn.convertToBlob({ type: "image/jpeg", quality })
    : await new Promise((done) => drawn.toBlob(done, "image/jpeg", quality));
  drawn.width = drawn.height = 0; // Safari frees a canvas late
  return blob.arrayBuffer();
}

/** Whether this browser can draw in a worker. */
export const canResizeInWorker = () => typeof OffscreenCanvas === "function" && "convertToBlob" in OffscreenCanvas.prototype;
