// Hands photos to the worker one by one, and does it on the page where there is no worker.
import { canResizeInWorker, resized } from "./resize.js";

let worker = null;
let asked = 0;
let previous = Promise.resolve();

/** Scales one photo after the other: many at once would be too much for an old tablet. */
export function resize(file, wanted) {
  const made = previous.then(() => inWorker(file, wanted).catch(() => resized(file, wanted)));
  previous = made.catch(() => {});
  return made;
}

function inWorker(file, wanted) {
  if (!canResizeInWorker()) return Promise.reject(new Error("No canvas in workers here."));
  worker ??= new Worker(new URL("./resize_worker.js", import.meta.url), { type: "module" });
  const ask = (asked += 1);
  return new Promise((done, failed) => {
    const hear = ({ data }) => {
      if (data.ask !== ask) return;
      worker.removeEventListener("message", hear);
      if (data.made) done(data.made);
      else failed(new Error(data.failed));
    };
    worker.addEventListener("message", hear);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker = null;
      failed(new Error("The worker did not start."));
    }, { once: true });
    worker.postMessage({ ask, file, wanted });
  });
}
