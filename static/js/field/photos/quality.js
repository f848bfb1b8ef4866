// How sharp and how light a photo is, measured on a small copy, so that a bad one is taken again on the spot.
const EDGE = 512;
const LEAST_SHARPNESS = 40;
const LEAST_LIGHT = 45;

/** What is wrong with a photo to the eye: "blurred", "dark", or "" where nothing is, or where it could not be measured. */
export function flawOf({ sharpness, light }) {
  if (light !== undefined && light < LEAST_LIGHT) return "dark";
  return sharpness !== undefined && sharpness < LEAST_SHARPNESS ? "blurred" : "";
}

/** `{sharpness, light}` of a drawn photo: the variance of its Laplacian, and its mean, from 0 to 255. */
export function qualityOf(bitmap, newCanvas) {
  const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(3, Math.round(side * scale)));
  const canvas = newCanvas(width, height);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const gray = grayOf(context.getImageData(0, 0, width, height).data);
  canvas.width = canvas.height = 0; // Safari frees a canvas late
  return { sharpness: Math.round(varianceOfLaplacian(gray, width, height)), light: Math.round(gray.reduce((sum, each) => sum + each, 0) / gray.length) };
}

function grayOf(pixels) {
  const gray = new Float32Array(pixels.length / 4);
  for (let at = 0; at < gray.length; at += 1) gray[at] = 0.299 * pixels[at * 4] + 0.587 * pixels[at * 4 + 1] + 0.114 * pixels[at * 4 + 2];
  return gray;
}

function varianceOfLaplacian(gray, width, height) {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const edge = gray[at - 1] + gray[at + 1] + gray[at - width] + gray[at + width] - 4 * gray[at];
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  }
  return squares / count - (sum / count) ** 2;
}
