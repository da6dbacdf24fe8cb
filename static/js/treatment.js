// Shows the field for mcg per day only once intrathecal baclofen is chosen.

for (const amount of document.querySelectorAll("#div_treatment-mcg_per_day")) {
  const form = amount.closest("form");
  const kind = form.elements.kind;
  if (!kind) continue; // a change: the kind is fixed, and has an amount
  const update = () => {
    amount.hidden = kind.value !== "intrathecal baclofen";
    form.elements.mcg_per_day.disabled = amount.hidden; // a hidden field is not sent
  };
  form.addEventListener("input", update);
  update();
}
