// Opens the form behind a link with data-sheet in a sheet at the side; once it is saved, the list is loaded anew.
const sheet = document.getElementById("sheet");
const body = document.getElementById("sheet-body");
const failed = sheet.querySelector("[data-failed]");

function show(address) {
  failed.hidden = true;
  window.htmx.ajax("GET", address, { target: body });
}

// A form without an address of its own is sent to the page that it came from.
function wire(address) {
  for (const form of body.querySelectorAll("form[method=post]")) {
    const to = form.getAttribute("action") || address;
    form.setAttribute("action", to);
    form.setAttribute("data-hx-post", to);
    form.setAttribute("data-hx-target", `#${body.id}`);
    if (form.enctype === "multipart/form-data") form.setAttribute("data-hx-encoding", form.enctype);
    window.htmx.process(form);
  }
}

function isPlainClick(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sheet]");
  if (link && isPlainClick(event) && window.htmx) {
    event.preventDefault();
    show(link.href);
  } else if (event.target.closest("[data-sheet-close]")) {
    event.preventDefault();
    sheet.close();
  }
});

// What is no form is a page of its own.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  if (target !== body || xhr.getResponseHeader("HX-Sheet") || xhr.status === 401) return;
  event.detail.shouldSwap = false;
  if (requestConfig.verb === "get") location.assign(xhr.responseURL);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== body) return;
  failed.hidden = true;
  wire(event.detail.xhr.responseURL);
  if (!sheet.open) sheet.showModal();
  const first = body.querySelector("[aria-invalid=true], .is-invalid, input:not([type=hidden]), select, textarea, button");
  first?.focus();
});

for (const fault of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(fault, () => {
    failed.hidden = !sheet.open;
  });
}
document.addEventListener("sheet-saved", () => sheet.close());
sheet.addEventListener("close", () => body.replaceChildren());
