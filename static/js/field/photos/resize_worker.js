// Scales photos away from the page, so that typing never waits for one.
import { resized } from "./resize.js";

addEventListener("message", async ({ data: { ask, file, wanted } }) => {
  try {
    const made = await resized(file, wanted);
    postMessage({ ask, made }, [made.bytes]);
  } catch (error) {
    postMessage({ ask, failed: `${error.name}: ${error.message}` });
  }
});
