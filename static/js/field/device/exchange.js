// One request with a body, limited by progress and not by its total time: a large photo over a slow line may take long,
// a line on which no byte moves may not.
const SILENT_MILLISECONDS = 30_000;
const ANSWER_MILLISECONDS = 120_000; // everything has left; the server is at work

/** Sends a body: `{status, answer, wait, header}`; status 0 when the server was not reached or something else answered. */
export function exchange(url, { method = "POST", headers = {}, body = null }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch does not say how much of a body has left
    let timer = 0;
    const within = (milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), milliseconds);
    };
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", () => within(SILENT_MILLISECONDS));
    request.upload.addEventListener("load", () => within(ANSWER_MILLISECONDS));
    request.addEventListener("progress", () => within(SILENT_MILLISECONDS));
    request.addEventListener("loadend", () => {
      clearTimeout(timer);
      resolve(read(request, url));
    });
    within(SILENT_MILLISECONDS);
    request.send(body);
  });
}

function read(request, url) {
  const header = (name) => (request.status ? request.getResponseHeader(name) : null);
  const wait = Number(header("Retry-After")) || 0;
  const isRedirected = request.responseURL !== new URL(url, location.href).href;
  if (!request.status || isRedirected) return { status: 0, answer: null, wait: 0, header };
  const answer = parsed(request.responseText);
  if (request.status < 300 && !answer) return { status: 0, answer: null, wait, header };
  return { status: request.status, answer: answer ?? {}, wait, header };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a page of the network's own, or of a proxy in trouble
  }
}
