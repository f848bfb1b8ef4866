// Shows beside a file input what was chosen and how large it is, and warns before the server refuses a file as too large.
function size(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function noteOf(input) {
  const known = input.parentElement.querySelector(".file-note");
  if (known) return known;
  const note = document.createElement("p");
  note.className = "file-note";
  note.setAttribute("role", "status");
  input.after(note);
  return note;
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file") return;
  const files = [...input.files];
  const limit = Number(input.dataset.maxBytes || 0);
  const large = files.filter((file) => limit && file.size > limit);
  const note = noteOf(input);
  note.textContent = files.map((file) => `${file.name} · ${size(file.size)}`).join(", ");
  note.classList.toggle("bad", large.length > 0);
  const words = large.length ? `${large[0].name} is larger than ${size(limit)}. Choose a smaller file.` : "";
  input.setCustomValidity(words);
  if (words) note.textContent = words;
});
