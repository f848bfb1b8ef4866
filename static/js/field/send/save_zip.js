// Saves the exported zip to the device's downloads.
import { today } from "../base/company_time.js";
import { el } from "../base/dom.js";
import { exportZip } from "./export_queue.js";

/** Downloads a zip of everything unsent, which the office can import. */
export async function saveZip() {
  const address = URL.createObjectURL(await exportZip());
  const day = today();
  const link = el("a", { href: address, download: `kilowire-${day}.zip`, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
