// Scrolls a row of tabs that is wider than the screen so that the current tab is visible.
for (const strip of document.querySelectorAll("[data-keep-current]")) {
  const current = strip.querySelector("[aria-current]");
  if (!current || strip.scrollWidth <= strip.clientWidth) continue;
  const middle = current.offsetLeft - strip.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
  strip.scrollLeft = Math.max(0, middle);
}
