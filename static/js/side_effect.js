// Asks for the name of another side effect only once Other is chosen. A letter
// typed on a choice goes to the next one that begins with it, as in a list box.

function chooseByLetter(event) {
  const at = event.target;
  if (at.type !== "radio" || event.key.length > 1) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const choices = [...at.form.elements[at.name]];
  const after = choices.indexOf(at) + (at.checked ? 1 : 0);
  const next = [...choices.slice(after), ...choices.slice(0, after)].find((choice) =>
    choice.labels[0].textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()),
  );
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
}

for (const named of document.querySelectorAll("#div_effect-other_term")) {
  const form = named.closest("form");
  const update = () => {
    named.hidden = form.elements.listed_term.value !== "other";
    form.elements.other_term.disabled = named.hidden; // what is out of sight is not sent
  };
  form.addEventListener("input", update);
  form.addEventListener("keydown", chooseByLetter);
  update();
}
