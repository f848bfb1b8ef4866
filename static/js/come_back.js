// A page that comes out of the browser's memory asks whose session lives now, and reloads if it is not its own.
const address = document.querySelector("script[data-signed-in]").dataset.signedIn;

addEventListener("pageshow", async (event) => {
  if (!event.persisted) return;
  const answer = await fetch(address, { cache: "no-store", redirect: "error" }).catch(() => null);
  if (!answer) return; // without a network nothing can be said, and what was typed stays
  const person = answer.ok ? await answer.text() : "";
  if (person !== document.querySelector("[data-person]")?.dataset.person) location.reload();
});
