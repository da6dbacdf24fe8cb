// Typing a letter on a choice selects the next choice that begins with it, as in a list box.

function chooseByLetter(event) {
  const at = event.target;
  if (at.type !== "radio" || event.key.length > 1 || event.key === " ") return;
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

document.addEventListener("keydown", chooseByLetter);
