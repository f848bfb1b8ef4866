// Requests to the server: whether it can be reached, who is signed in there, sending and fetching.
import { learnClock } from "./company.js";
import { exchange } from "./exchange.js";
import { tabletId } from "./ids.js";

const page = document.body.dataset;
const ROOT = page.online.replace(/online\/$/, "");
const ASK_MILLISECONDS = 10_000;
const FETCH_MILLISECONDS = 180_000;

/** The address of one of the server's tablet views. */
export const tabletUrl = (path) => `${ROOT}${path}`;

/** Whether the server can be reached: `{person, left, csrf, now, shell, forget}`, or null when it cannot. */
export async function askServer() {
  try {
    const headers = { "X-Tablet": await tabletId() };
    const asked = Date.now();
    const answer = await withTimeout(ASK_MILLISECONDS, async (signal) =>
      (await fetch(page.online, { headers, cache: "no-store", redirect: "error", signal })).json(),
    );
    if (answer.kilowire !== "online") return null;
    await learnClock(answer.now, asked, Date.now());
    return answer;
  } catch {
    return null; // no network, or one whose sign-in page answers every address
  }
}

/** Posts a body: `{status, answer, wait, header}`; status 0 when the server was not reached or something else answered. */
export async function post(url, body, { csrf, headers = {}, method = "POST" }) {
  const sent = { "X-CSRFToken": csrf, "X-Tablet": await tabletId(), Accept: "application/json", ...headers };
  return exchange(url, { method, body, headers: sent });
}

/** Fetches JSON or bytes unless the ETag still matches: `{status, answer, etag}`; status 0 when not reached. */
export async function fetchIfChanged(url, { etag = "", as = "json" } = {}) {
  try {
    return await withTimeout(FETCH_MILLISECONDS, async (signal) => {
      const headers = etag ? { "If-None-Match": etag } : {};
      const response = await fetch(url, { headers, cache: "no-store", redirect: "error", signal });
      const answer = response.ok ? await response[as]() : null;
      return { status: response.status, answer, etag: response.headers.get("ETag") ?? "", response };
    });
  } catch {
    return { status: 0, answer: null, etag: "" };
  }
}

async function withTimeout(milliseconds, work) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
