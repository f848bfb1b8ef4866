// Saves the queue as one zip that the office can import.
import { el } from "../base/dom.js";
import { exportZip } from "./export_queue.js";

/** Hands the zip to the browser's downloads. */
export async function saveZip() {
  const address = URL.createObjectURL(await exportZip());
  const day = new Date().toISOString().slice(0, 10);
  const link = el("a", { href: address, download: `kilowire-${day}.zip`, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
