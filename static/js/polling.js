// Skips the swap when a polling element gets the same answer again, so that focus and scroll position stay.
const lastAnswers = new Map();

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  const trigger = requestConfig?.elt?.getAttribute("data-hx-trigger") || "";
  if (requestConfig?.verb !== "get" || !trigger.includes("every")) return;
  const key = `${requestConfig.path} ${target.id}`;
  if (lastAnswers.get(key) === xhr.responseText) event.detail.shouldSwap = false;
  lastAnswers.set(key, xhr.responseText);
});
