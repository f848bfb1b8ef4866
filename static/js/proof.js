// Finds the number that shows that this page's script ran: see jobs/intake/proof.py.
const form = document.querySelector("form[data-proof]");
const bits = Number(form.dataset.proof);
const { token, proof } = form.elements;

async function find() {
  for (let number = 0; ; number += 1) {
    const bytes = new TextEncoder().encode(`${token.value}:${number}`);
    const hash = new DataView(await crypto.subtle.digest("SHA-256", bytes));
    if (hash.getUint32(0) >>> (32 - bits) === 0) return String(number);
  }
}

const found = find().then((number) => {
  proof.value = number;
});
form.addEventListener("submit", (event) => {
  if (proof.value) return;
  event.preventDefault();
  found.then(() => setTimeout(() => form.requestSubmit())); // never inside this event: browsers ignore that
});
