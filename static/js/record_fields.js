// What makes the fields of the record quicker to fill in.

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

// Puts Today and its neighbours beside each date field but a birth date's. Today is the clinic's, as the page tells.

const AN_EVENT = { Today: () => 0, Yesterday: () => -1 };
const A_PLAN = { Today: () => 0, Tomorrow: () => 1, "Next Monday": (weekday) => (8 - weekday) % 7 || 7 };

function addDayChips(form) {
  const today = form.closest("[data-today]")?.dataset.today;
  if (!today) return;
  for (const field of form.querySelectorAll(".input-date:not([data-far])")) {
    const row = document.createElement("div");
    row.className = "day-chips";
    field.replaceWith(row);
    row.append(field);
    const offers = field.dataset.ahead ? A_PLAN : AN_EVENT;
    for (const [words, ahead] of Object.entries(offers)) {
      const day = dayAfter(today, ahead(new Date(today).getUTCDay()));
      row.append(dayChip(field, words, dayWritten(day)));
    }
    form.addEventListener("input", () => markDayChips(row, field));
    markDayChips(row, field);
  }
}

function dayChip(field, words, day) {
  const chip = document.createElement("button");
  chip.type = "button";
  chip.className = "day-chip";
  chip.textContent = words;
  chip.dataset.day = day;
  chip.addEventListener("click", () => {
    field.value = day;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return chip;
}

function markDayChips(row, field) {
  for (const chip of row.querySelectorAll(".day-chip")) {
    chip.setAttribute("aria-pressed", chip.dataset.day === field.value);
  }
}

function prepare(form) {
  showFieldsInNeed(form);
  addDayChips(form);
}

for (const form of document.forms) prepare(form);
document.addEventListener("formshown", (event) => prepare(event.target));
