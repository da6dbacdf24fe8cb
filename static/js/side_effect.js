// Shows the field for the name of another side effect only once Other is chosen.

for (const named of document.querySelectorAll("#div_effect-other_term")) {
  const form = named.closest("form");
  const update = () => {
    named.hidden = form.elements.listed_term.value !== "other";
    form.elements.other_term.disabled = named.hidden; // a hidden field is not sent
  };
  form.addEventListener("input", update);
  update();
}
