// Resizes photos in a web worker, so that typing never waits for one.
import { resized } from "./resize.js";

addEventListener("message", async ({ data: { request, file, wanted } }) => {
  try {
    const result = await resized(file, wanted);
    postMessage({ request, resized: result }, result.bytes ? [result.bytes] : []);
  } catch (error) {
    postMessage({ request, error: `${error.name}: ${error.message}` });
  }
});
