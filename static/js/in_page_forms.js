// Opens the forms hidden in the page; at once, so that no key typed is lost.

function open(section) {
  const form = section.querySelector("form");
  const values = JSON.parse(section.dataset.opensWith);
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
  section.hidden = false;
  form.dispatchEvent(new Event("input"));
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select")];
  const inSight = fields.filter((field) => field.getClientRects().length);
  const first = inSight.find((field) => "first" in field.dataset) ?? inSight[0];
  first.focus();
  if (first.type === "text") first.select();
}

function close(section) {
  section.hidden = true;
  document.querySelector(`[data-opens="${section.id}"]`).focus();
}

for (const opener of document.querySelectorAll("[data-opens]")) {
  const section = document.getElementById(opener.dataset.opens);
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the user opens a new tab
    event.preventDefault();
    for (const other of document.querySelectorAll("[data-opens-with]")) {
      if (other !== section) other.hidden = true;
    }
    if (section.hidden) open(section);
  });
  section.querySelector("[data-closes]").addEventListener("click", () => close(section));
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(section);
  });
}
