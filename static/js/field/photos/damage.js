// Whether a camera's file is evidently damaged: looked at in its bytes, since a browser that cannot show a good file
// refuses it with the same words as a broken one.
const ZEROS_LOOKED_AT = 4_096;
const SEGMENTS_ALONE = (code) => code === 0x01 || (code >= 0xd0 && code <= 0xd8);

/** Whether nobody can open the file: it is empty, no picture, a TIFF, cut off, or zeros after its head. */
export function isDamaged(buffer) {
  const bytes = new Uint8Array(buffer);
  const kind = kindOf(bytes);
  return !kind || !WHOLE[kind](bytes, new DataView(buffer));
}

function kindOf(bytes) {
  const text = (from, to) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (text(1, 4) === "PNG" && bytes[0] === 0x89) return "png";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "webp";
  if (text(4, 8) === "ftyp") return "boxes"; // HEIC, HEIF and AVIF
  return "";
}

const WHOLE = { jpeg: isWholeJpeg, png: isWholePng, webp: isWholeWebp, boxes: areWholeBoxes };

// from segment to segment, then through the picture's own bytes to the mark of its end
function isWholeJpeg(bytes, view) {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const code = bytes[at + 1];
    if (code === 0xd9) return true;
    if (code === 0xff) at += 1;
    else if (SEGMENTS_ALONE(code)) at += 2;
    else at += 2 + view.getUint16(at + 2);
    if (code === 0xda) at = endOfScan(bytes, at);
  }
  return bytes[at] === 0xff && bytes[at + 1] === 0xd9;
}

function endOfScan(bytes, from) {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

function isWholePng(bytes, view) {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === 0x49454e44) return true; // IEND
  }
  return false;
}

function isWholeWebp(bytes, view) {
  return view.getUint32(4, true) + 8 <= bytes.length && !endsInZeros(bytes);
}

function areWholeBoxes(bytes, view) {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at);
    const full = size === 1 && at + 16 <= bytes.length ? Number(view.getBigUint64(at + 8)) : size || bytes.length - at;
    if (full < 8) return false;
    at += full;
  }
  return at === bytes.length && !endsInZeros(bytes);
}

function endsInZeros(bytes) {
  const last = bytes.subarray(-Math.min(ZEROS_LOOKED_AT, bytes.length >> 1));
  return last.every((byte) => byte === 0);
}
