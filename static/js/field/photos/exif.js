// Reads when a photo was taken from the EXIF data of a JPEG or HEIC file.

const SEARCHED_BYTES = 1_000_000;
const TAGS = { exif: 0x8769, takenAt: 0x9003, offset: 0x9011 };

/** When a photo was taken: `{local, offset}`, `offset` "" where the file names no zone; null where it does not say. */
export function takenAt(buffer) {
  try {
    const start = tiffStart(new Uint8Array(buffer, 0, Math.min(buffer.byteLength, SEARCHED_BYTES)));
    return start < 0 ? null : read(new DataView(buffer, start));
  } catch (error) {
    if (error instanceof RangeError) return null; // an EXIF table that points outside of the file
    throw error;
  }
}

function tiffStart(bytes) {
  for (let at = 0; at < bytes.length - 14; at += 1) {
    const isExif = bytes[at] === 0x45 && bytes[at + 1] === 0x78 && bytes[at + 2] === 0x69 && bytes[at + 3] === 0x66;
    if (!isExif || bytes[at + 4] || bytes[at + 5]) continue;
    const order = String.fromCharCode(bytes[at + 6], bytes[at + 7]);
    if (order === "II" || order === "MM") return at + 6;
  }
  return -1;
}

function read(view) {
  const little = view.getUint16(0) === 0x4949;
  const first = entries(view, view.getUint32(4, little), little);
  if (!first.has(TAGS.exif)) return null;
  const inner = entries(view, view.getUint32(first.get(TAGS.exif) + 8, little), little);
  const words = text(view, inner.get(TAGS.takenAt), little);
  const found = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(words);
  if (!found || found[1] === "0000") return null;
  const offset = /^[+-]\d\d:\d\d/.exec(text(view, inner.get(TAGS.offset), little))?.[0] ?? "";
  const local = `${found[1]}-${found[2]}-${found[3]}T${found[4]}`;
  return Number.isNaN(Date.parse(local)) ? null : { local, offset };
}

function entries(view, at, little) {
  const found = new Map();
  for (let left = view.getUint16(at, little), entry = at + 2; left > 0; left -= 1, entry += 12) {
    found.set(view.getUint16(entry, little), entry);
  }
  return found;
}

function text(view, entry, little) {
  if (entry === undefined) return "";
  const length = view.getUint32(entry + 4, little);
  const at = length <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
  let words = "";
  for (let letter = 0; letter < Math.min(length, 40); letter += 1) words += String.fromCharCode(view.getUint8(at + letter));
  return words;
}
