// A strip of tabs that is wider than the screen begins where the current one is in sight.
for (const strip of document.querySelectorAll("[data-keep-current]")) {
  const current = strip.querySelector("[aria-current]");
  if (!current || strip.scrollWidth <= strip.clientWidth) continue;
  const middle = current.offsetLeft - strip.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
  strip.scrollLeft = Math.max(0, middle);
}
