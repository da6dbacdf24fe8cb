// Reads a dose step back while it is typed, and hides the fields that it does not need.
// Amounts are added as whole hundredths of a mg, so no sum is off by a binary fraction.

const AMOUNT = /^\d{1,3}(\.\d{1,2})?$/;
const TIMES = ["", "once", "twice", "three times", "four times"];
const OF_DAY = ["morning", "midday", "evening", "bedtime"];

function hundredths(text) {
  const [whole, fraction = ""] = text.split(".");
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}

function written(amount) {
  const whole = Math.floor(amount / 100);
  const fraction = String(amount % 100).padStart(2, "0").replace(/0+$/, "");
  return fraction ? `${whole}.${fraction} mg` : `${whole} mg`;
}

// What was typed for each amount of a day, in order; `time` is the time of day, if it is told.
function typed(form, times) {
  const value = (name) => form.elements[name].value.trim();
  if (times === "different") {
    const amounts = value("amounts").split(/[;\s]+|, /).map((amount) => amount.replace(/,$/, ""));
    return amounts.filter(Boolean).map((text) => ({ text }));
  }
  if (times === "by time") {
    return OF_DAY.map((time) => ({ text: value(time), time })).filter(({ text }) => text);
  }
  return Array(Number(times)).fill({ text: value("amount") });
}

function regimen(form) {
  const times = form.elements.times_a_day.value;
  if (times === "stop") return "Stopped";
  if (times === "words") return form.elements.in_words.value.trim();
  const doses = typed(form, times);
  const amounts = doses.every(({ text }) => AMOUNT.test(text)) ? doses.map(({ text }) => hundredths(text)) : [];
  if (!amounts.length || amounts.includes(0)) return "";
  const total = `${written(amounts.reduce((sum, amount) => sum + amount, 0))} per day`;
  if (times in TIMES) return `${written(amounts[0])} ${TIMES[times]} a day = ${total}`;
  const listed = amounts.map((amount, place) => [written(amount), doses[place].time].filter(Boolean).join(" "));
  return `${listed.join(", ")} a day = ${total}`;
}

function keepTo(form) {
  const times = form.elements.times_a_day.value;
  const show = (name, shown) => {
    const field = form.querySelector(`#div_dose-${name}`);
    if (!field) return; // only the form for a first step has it
    field.hidden = !shown;
    for (const input of field.querySelectorAll("input")) input.disabled = !shown; // so it is not sent either
  };
  show("amount", !["different", "by time", "words", "stop"].includes(times));
  show("amounts", times === "different");
  show("by_time", times === "by time");
  show("in_words", times === "words");
  show("phase", times !== "stop");
  show("taking_since", form.elements.already_taking?.checked);
}

for (const times of document.querySelectorAll("#div_dose-times_a_day")) {
  const form = times.closest("form");
  const output = form.querySelector("[data-readback]");
  const update = () => {
    keepTo(form);
    const text = regimen(form);
    output.hidden = !text;
    output.textContent = text ? `This records ${text}` : "";
  };
  form.addEventListener("input", update);
  update();
}
