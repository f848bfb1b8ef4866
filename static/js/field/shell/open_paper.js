// Opens a paper that is stored on this device, so that it can be read without a network.
import { paperBlob } from "../device/papers.js";
import { say } from "./frame.js";

/** Shows the paper in a new tab, or a message where it is not on this device yet. */
export async function openPaper(paper) {
  const tab = window.open("", "_blank"); // before anything is awaited, or the browser blocks it as a pop-up
  const blob = await paperBlob(paper.id);
  if (!blob && !navigator.onLine) {
    tab?.close();
    say(`${paper.label} is not on this device yet, and there is no network.`);
    return;
  }
  const address = blob ? URL.createObjectURL(blob) : paper.url;
  if (tab) tab.location = address;
  else location.assign(address);
}
