// Resizes photos one at a time in a web worker, or on the page where the browser cannot draw in workers.
import { canResizeInWorker, resized } from "./resize.js";

let worker = null;
let lastRequest = 0;
let previous = Promise.resolve();

/** Resizes one photo after the other: many at once would be too much for an old tablet. */
export function resize(file, wanted) {
  const result = previous.then(() => inWorker(file, wanted).catch(() => resized(file, wanted)));
  previous = result.catch(() => {});
  return result;
}

function inWorker(file, wanted) {
  if (!canResizeInWorker()) return Promise.reject(new Error("No canvas in workers here."));
  worker ??= new Worker(new URL("./resize_worker.js", import.meta.url), { type: "module" });
  const request = (lastRequest += 1);
  return new Promise((resolve, reject) => {
    const receive = ({ data }) => {
      if (data.request !== request) return;
      worker.removeEventListener("message", receive);
      if (data.resized) resolve(data.resized);
      else reject(new Error(data.error));
    };
    worker.addEventListener("message", receive);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker = null;
      reject(new Error("The worker did not start."));
    }, { once: true });
    worker.postMessage({ request, file, wanted });
  });
}
