// Shows the bar "You are signed out" when an htmx answer says so, and hides it once the person is back.
const bar = document.getElementById("signed-out");

// The forms of this page get tokens of the new session, so that what is typed can be sent as it stands.
function takeTokens(from) {
  const token = from.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
}

function personOn(page) {
  return page.querySelector("[data-person]")?.dataset.person;
}

async function lookAgain() {
  if (bar.hidden || document.hidden) return;
  const answer = await fetch(location.href, { headers: { "HX-Request": "true" }, cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (personOn(page) !== personOn(document)) {
    location.reload();
    return;
  }
  takeTokens(page);
  bar.hidden = true;
}

if (bar) {
  document.addEventListener("signed-out", () => {
    bar.hidden = false;
  });
  document.addEventListener("htmx:afterOnLoad", (event) => event.detail.xhr.status === 401 || lookAgain());
  document.addEventListener("visibilitychange", lookAgain);
  window.addEventListener("focus", lookAgain);
}
