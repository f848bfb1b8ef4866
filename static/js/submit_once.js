// A form is sent once: after the first press its buttons rest until the page comes back. The server repeats nothing anyway.
function rest(form) {
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
    button.setAttribute("aria-disabled", "true");
    button.classList.add("is-sending");
  }
}

function wake(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll(".is-sending")) {
    button.removeAttribute("aria-disabled");
    button.classList.remove("is-sending");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  else if (!event.defaultPrevented) rest(form);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));

// A refused act is a button that says why: pressing it reads the reason and does nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]:not(.is-sending)")) event.preventDefault();
});
