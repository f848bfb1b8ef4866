// Submits a form once: after the first press its buttons are disabled until the page comes back.
function disable(form) {
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
    button.setAttribute("aria-disabled", "true");
    button.classList.add("is-sending");
  }
}

function enable(form) {
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
  else if (!event.defaultPrevented) disable(form);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(enable));

// A button that says why its act is refused does nothing when pressed.
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]:not(.is-sending)")) event.preventDefault();
});
