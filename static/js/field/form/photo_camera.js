// The ways to a photo of a slot: the camera, or photos that are on the device already.
import { button, el } from "../base/dom.js";
import { inWords } from "../base/spanish.js";
import { flush } from "../drafts/drafts.js";

/** `{take, choose, input, open}`: two buttons and their hidden input; `keep(file, replaces, isLast)` is called with each photo. */
export function photoCamera(keep, replacing, language) {
  let replaces = "";
  const input = el("input", { type: "file", accept: "image/*", capture: "environment", class: "visually-hidden", tabindex: "-1", "aria-hidden": "true" });

  // everything entered so far is on disk before the camera opens: the browser may unload the page meanwhile
  async function open(original, isCamera = true) {
    replaces = original;
    await flush().catch(() => {});
    if (isCamera) input.setAttribute("capture", "environment");
    else input.removeAttribute("capture");
    input.multiple = !isCamera;
    input.click();
  }

  input.addEventListener("change", async () => {
    const files = [...input.files];
    for (const [at, file] of files.entries()) await keep(file, at ? "" : replaces, at === files.length - 1);
    input.value = "";
  });

  const take = button(inWords("Take the photo", language), () => open(replacing()), "btn btn-primary btn-camera");
  const choose = button(inWords("Choose one from this device", language), () => open(replacing(), false), "btn btn-quiet btn-album");
  return { take, choose, input, open };
}
