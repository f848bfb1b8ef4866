// Sets the chosen color theme before the first paint. Loaded blocking in the head: no flash, no inline script.
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be blocked; the system's theme applies then.
  }
})();
