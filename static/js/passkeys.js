// Passkeys: the browser asks for the device and its owner, and the form sends the result.

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const response = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  return (await response.json()).request_options;
}

async function answer(form) {
  for (const sentence of form.querySelectorAll("[role=alert]")) sentence.hidden = true;
  try {
    const ask = form.dataset.passkey === "create" ? webauthnJSON.create : webauthnJSON.get;
    form.elements.credential.value = JSON.stringify(await ask(await optionsOf(form)));
    form.submit();
  } catch (error) {
    // Cancelled, timed out, or no such passkey: the browser has said which.
    const why = error.name === "SecurityError" ? "unfit" : "failed";
    form.querySelector(`[data-passkey-${why}]`).hidden = false;
  }
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.hidden = !webauthnJSON.supported();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(form);
  });
}
