// Reads a dose step back while it is typed, and hides the fields that it does not need.
// Amounts are added as whole hundredths of a mg, so no sum is off by a binary fraction.

const AMOUNT = /^\d{1,3}(\.\d{1,2})?$/;
const TIMES = ["", "once", "twice", "three times", "four times"];

function hundredths(text) {
  const [whole, fraction = ""] = text.split(".");
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}

function written(amount) {
  const whole = Math.floor(amount / 100);
  const fraction = String(amount % 100).padStart(2, "0").replace(/0+$/, "");
  return fraction ? `${whole}.${fraction} mg` : `${whole} mg`;
}

function regimen(form) {
  const times = form.elements.times_a_day.value;
  if (times === "stop") return "Stopped";
  const typed =
    times === "different"
      ? form.elements.amounts.value.split(/[;\s]+|, /).map((amount) => amount.replace(/,$/, "")).filter(Boolean)
      : Array(Number(times)).fill(form.elements.amount.value.trim());
  const amounts = typed.every((amount) => AMOUNT.test(amount)) ? typed.map(hundredths) : [];
  if (!amounts.length || amounts.includes(0)) return "";
  const total = `${written(amounts.reduce((sum, amount) => sum + amount, 0))} per day`;
  if (times === "different") return `${amounts.map(written).join(", ")} a day = ${total}`;
  return `${written(amounts[0])} ${TIMES[times]} a day = ${total}`;
}

function keepTo(form) {
  const times = form.elements.times_a_day.value;
  const show = (name, shown) => {
    const field = form.querySelector(`#div_dose-${name}`);
    field.hidden = !shown;
    for (const input of field.querySelectorAll("input")) input.disabled = !shown; // so it is not sent either
  };
  show("amount", times !== "different" && times !== "stop");
  show("amounts", times === "different");
  show("phase", times !== "stop");
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
