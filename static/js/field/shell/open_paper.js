// Opens a paper from this device, so that it is there without a network.
import { paperBlob } from "../device/papers.js";
import { say } from "./frame.js";

/** Shows the paper in a tab of its own; says so where it is not on this device yet. */
export async function openPaper(paper) {
  const tab = window.open("", "_blank"); // before anything is awaited, or the browser takes it for an advertisement
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
