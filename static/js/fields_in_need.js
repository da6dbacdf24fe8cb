// Shows a field only once the choice that needs it is made.

const NEEDED_BY = {
  other_term: ["listed_term", "other"],
  mcg_per_day: ["kind", "intrathecal baclofen"],
  error_reason: ["what_was_wrong", "other"],
};

function showFieldsInNeed(form) {
  for (const [name, [choice, value]] of Object.entries(NEEDED_BY)) {
    const field = form.elements[name];
    const chosen = form.elements[choice];
    if (!field || !chosen) continue; // a change: the kind is fixed, and has an amount
    const update = () => {
      const wrapper = field.closest(".field");
      wrapper.hidden = chosen.value !== value && !wrapper.querySelector(".field-error");
      field.disabled = wrapper.hidden; // a hidden field is not sent
    };
    form.addEventListener("input", update);
    update();
  }
}

for (const form of document.forms) showFieldsInNeed(form);
document.addEventListener("formshown", (event) => showFieldsInNeed(event.target));
