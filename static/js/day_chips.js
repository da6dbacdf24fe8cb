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

for (const form of document.forms) addDayChips(form);
document.addEventListener("formshown", (event) => addDayChips(event.target));
