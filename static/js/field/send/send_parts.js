// Uploads a large file by parts, where a whole upload broke before: what the server has of it is not sent again.
import { exchange } from "../device/exchange.js";
import { tabletUrl } from "../device/net.js";

const MOST_CORRECTIONS = 3;

/**
 * Sends what the server does not have yet of a photo's bytes: `{status, answer, moved}`; status 200 when all is there, 404
 * where the server takes no parts, `moved` whether it has more than before.
 */
export async function sendParts(item, bytes, headers) {
  const url = tabletUrl(`jobs/${item.job}/photos/${item.id}/parts/`);
  const begun = await exchange(url, { method: "GET", headers });
  if (begun.status !== 200) return { ...begun, moved: false };
  let { offset } = begun.answer;
  let corrections = 0;
  while (offset < bytes.byteLength) {
    const body = bytes.slice(offset, offset + begun.answer.part_bytes);
    const sent = await exchange(url, { method: "PATCH", body, headers: { ...headers, "Upload-Offset": String(offset) } });
    if (sent.status === 409) corrections += 1;
    if ((sent.status !== 200 && sent.status !== 409) || corrections > MOST_CORRECTIONS) return { ...sent, moved: offset > begun.answer.offset };
    offset = sent.answer.offset;
  }
  return { status: 200, answer: {}, moved: true };
}
