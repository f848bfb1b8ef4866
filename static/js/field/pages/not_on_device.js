// The page shown where this device does not have a job or its form.
import { el, link } from "../base/dom.js";

/** The page for a job that is not on this device; it is drawn again when something arrives (`isMissing`). */
export function notOnDevice(job) {
  return {
    title: job,
    back: "/",
    isMissing: true,
    nodes: [
      el("h1", {}, "Not on this device"),
      el("p", {}, `${job} is not among the jobs that this device holds, or its form is not. Open the day once where there is a network.`),
      link("To my day", "/", "btn btn-primary"),
    ],
  };
}
