// When a photo was taken: now where the camera was just open, else what the file says.
const JUST_MILLISECONDS = 120_000;

/**
 * An ISO instant by this device's clock; of a chosen file whose camera names no zone, its local time without an offset,
 * which the server reads in the company's zone.
 */
export function timeTaken(exif, file) {
  const now = Date.now();
  const changed = file.lastModified || now;
  const isJust = (instant) => Math.abs(now - instant) < JUST_MILLISECONDS;
  const taken = exif ? Date.parse(exif.local + exif.offset) : changed;
  if (isJust(changed) && isJust(taken)) return new Date(now).toISOString();
  return exif && !exif.offset ? exif.local : new Date(exif ? taken : Math.min(taken, now)).toISOString();
}
