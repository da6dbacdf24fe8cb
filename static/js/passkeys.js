// Passkeys: the browser asks for the device and its owner, and the form sends what they answer.

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const response = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  return (await response.json()).request_options;
}

async function answer(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const ask = form.dataset.passkey === "create" ? webauthnJSON.create : webauthnJSON.get;
    form.elements.credential.value = JSON.stringify(await ask(await optionsOf(form)));
    form.submit();
  } catch {
    failed.hidden = false; // Called off, timed out, or no such passkey: the browser has said which.
  }
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.hidden = !webauthnJSON.supported();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(form);
  });
}
