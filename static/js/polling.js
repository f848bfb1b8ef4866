// Parts that poll: the same answer changes nothing on the page, so that focus and reading place stay.
const lastAnswers = new Map();

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  const trigger = requestConfig?.elt?.getAttribute("hx-trigger") || "";
  if (requestConfig?.verb !== "get" || !trigger.includes("every")) return;
  const key = `${requestConfig.path} ${target.id}`;
  if (lastAnswers.get(key) === xhr.responseText) event.detail.shouldSwap = false;
  lastAnswers.set(key, xhr.responseText);
});
