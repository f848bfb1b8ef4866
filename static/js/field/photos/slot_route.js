// Finds the section of a photo slot, for links that know the slot and not the section.
import { newestForm } from "../device/packs.js";
import { stepRoute } from "../base/router.js";

/** The route of the section that contains the slot; the form's own page where none does. */
export async function slotRoute({ job, kind, asked }) {
  for (const each of [kind, "survey", "installation", "staging"]) {
    const form = await newestForm(each);
    const section = form?.sections.find((one) => one.items.includes(asked));
    if (section) return stepRoute(job, each, section.name, asked);
  }
  return stepRoute(job, kind);
}
