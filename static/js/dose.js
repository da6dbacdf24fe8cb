// Words for a dose while it is typed. Amounts are whole hundredths of a mg, so that no sum and
// no difference is off by a binary fraction.

const AMOUNT_IN_MG = /^\d{1,3}(\.\d{1,2})?$/;
const A_DAY = ["", "once a day", "twice a day", "three times a day", "four times a day"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const FOLD = ["", "", "", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const PART = ["", "", "", "a third", "a quarter", "a fifth", "a sixth", "a seventh", "an eighth", "a ninth", "a tenth"];

function hundredths(text) {
  const [whole, fraction = ""] = text.split(".");
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}

function inDigits(amount) {
  const fraction = String(amount % 100).padStart(2, "0").replace(/0+$/, "");
  return `${Math.floor(amount / 100)}${fraction && "."}${fraction}`;
}

const mg = (amount) => `${inDigits(amount)} mg`;
const perDay = (amount) => `${mg(amount)} per day`;

// A day as typed, in ISO form; empty if it is no day, or told in a way that only the server reads.
function dayTyped(text) {
  const [, day, month, year] = text.trim().match(/^(\d{1,2})[- ]([a-z]{3,9})[- ](\d{4})$/i) ?? [];
  const place = MONTHS.findIndex((name) => month?.toLowerCase().startsWith(name.toLowerCase()));
  const iso = month ? `${year}-${String(place + 1).padStart(2, "0")}-${day.padStart(2, "0")}` : text.trim();
  const read = /^\d{4}-\d\d-\d\d$/.test(iso) ? new Date(iso) : NaN;
  return Number.isNaN(Number(read)) || read.toISOString().slice(0, 10) !== iso ? "" : iso;
}

function dayWritten(iso) {
  const [year, month, day] = iso.split("-");
  return `${day}-${MONTHS[month - 1]}-${year}`;
}

function dayAfter(iso, days) {
  const day = new Date(iso);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

const weekdayOf = (iso) => WEEKDAYS[new Date(iso).getUTCDay()];
const daysBetween = (iso, later) => Math.round((new Date(later) - new Date(iso)) / 86_400_000);

// "15 mg more", and of a dose more than double or less than half how many times as much it is.
function changeOf(amount, before) {
  const more = mg(Math.abs(amount - before)) + (amount > before ? " more" : " less");
  const factor = before && amount ? factorOf(amount, before) : "";
  return { words: factor ? `${more}: ${factor}` : more, isLarge: Boolean(factor) };
}

function factorOf(amount, before) {
  if (amount > 2 * before) {
    const fold = amount % before ? "" : FOLD[amount / before];
    return `${fold ? `${fold} times` : ratio(amount, before)} as much`;
  }
  if (2 * amount >= before) return "";
  const part = before % amount ? "" : PART[before / amount];
  return part ? `${part} of it` : `${ratio(amount, before)} as much`;
}

// With one decimal; with more only where one would read as double, half or nothing.
function ratio(amount, before) {
  for (const scale of [10, 100, 1000]) {
    const rounded = Math.round((amount * scale) / before);
    if (rounded && rounded !== 2 * scale && 2 * rounded !== scale) return `${rounded / scale} times`;
  }
  return amount > before ? "more than twice" : "less than half";
}

// What differs from a source's dose for adults: amounts, their number, their sum.
function besideSource(doses, [name, low, high, times]) {
  const [least, most] = [hundredths(low), hundredths(high)];
  const total = doses.reduce((sum, dose) => sum + dose, 0);
  const outside = [...new Set(doses)].filter((dose) => dose < least || dose > most).sort((a, b) => a - b);
  const said = [];
  if (outside.length) said.push(`${outside.map(mg).join(" and ")} in one dose, ${name} ${low}–${mg(most)}.`);
  if (doses.length !== times) {
    const often = A_DAY[doses.length] ?? `${doses.length} times a day`;
    said.push(`Taken ${often}, ${name} ${A_DAY[times].replace(" a day", "")}.`);
  }
  const derived = (amount) => `${mg(times * amount)}, derived as ${times} × ${mg(amount)}.`;
  if (total < times * least) said.push(`${perDay(total)}, ${name} from ${derived(least)}`);
  if (total > times * most) said.push(`${perDay(total)}, ${name} up to ${derived(most)}`);
  return said.join(" ");
}

// Reads a dose step back while it is typed, and hides the fields that it does not need. Nothing
// that it says keeps the form from being sent.

const OF_DAY = ["morning", "midday", "evening", "bedtime"];
const MOST_STEPS = 12; // the page holds no earlier ones
const phone = matchMedia("(max-width: 599.98px)"); // then a panel is a sheet, and its foot stays in sight

function made(name, parts, className = "") {
  const node = document.createElement(name);
  if (className) node.className = className;
  // No line ends within “= 37.5 mg per day”.
  const whole = (amount) => amount.replaceAll(" ", "\u00a0");
  const kept = (part) => (part.replace ? part.replace(/(= )?[\d.]+ mg( per day)?/g, whole) : part);
  node.append(...[parts].flat().map(kept));
  return node;
}

const inBold = (text) => made("strong", text);
const toldLine = (parts, className = "readback-line") => made("span", parts, className);

// What was typed for each amount of a day, in order; `time` is the time of day, if it is told.
function typedAmounts(form, times) {
  const value = (name) => form.elements[name].value.trim().replace(/ ?mg$/i, "");
  if (times === "different") {
    const amounts = value("amounts").split(/[;\s]+|, /).map((amount) => amount.replace(/,$/, ""));
    return amounts.filter((text) => text && text !== "mg").map((text) => ({ text }));
  }
  if (times === "by time") {
    return OF_DAY.map((time) => ({ text: value(time), time })).filter(({ text }) => text);
  }
  const text = value("amount");
  return text ? Array(Number(times)).fill({ text }) : [];
}

// The regimen typed: its words and, if it has amounts, those and their sum; or why it is not read.
function regimenTyped(form) {
  const times = form.elements.times_a_day.value;
  if (times === "stop") return { words: "Stopped", total: 0 };
  if (times === "words") return { words: form.elements.in_words.value.trim() };
  const typed = typedAmounts(form, times);
  const wrong = typed.findIndex(({ text }) => !AMOUNT_IN_MG.test(text) || !hundredths(text));
  const listed = typed.map(({ text, time }) => [mg(hundredths(text)), time].filter(Boolean).join(" "));
  if (wrong >= 0) {
    const before = times in A_DAY ? "" : listed.slice(0, wrong).join(", ");
    const why = AMOUNT_IN_MG.test(typed[wrong].text) ? "more than 0 mg" : "digits only, such as 12.5";
    return { unread: `${before && `${before}, then `}“${typed[wrong].text}”: ${why}` };
  }
  if (!typed.length) return {};
  const doses = typed.map(({ text }) => hundredths(text));
  const words = times in A_DAY ? `${listed[0]} ${A_DAY[times]}` : `${listed.join(", ")} a day`;
  return { words, doses, total: doses.reduce((sum, dose) => sum + dose, 0) };
}

function stepsSoFar(form) {
  return [...form.querySelectorAll("[data-step]")].map((row) => ({
    id: row.dataset.step,
    from: dayTyped(row.firstChild.data),
    total: row.lastChild.textContent && hundredths(row.lastChild.textContent),
    words: row.children[0].textContent,
  }));
}

// "now 30 mg per day, 15 mg more", in the words for a day of today, ahead or past.
function besideHeld(dose, held, day, today) {
  const ahead = daysBetween(today, day);
  const until = ahead ? " until then" : "";
  const lead = ahead > 0 ? `planned, in ${ahead} day${ahead > 1 ? "s" : ""}; ` : ahead ? "" : "now ";
  if (!held) return toldLine(ahead > 0 ? lead.replace("; ", "") : "no dose is recorded before this day");
  if (held.total === "") return toldLine(`${lead}in words${until}: ${held.words}`);
  const was = held.total ? `${lead}${perDay(held.total)}${until}` : `${lead}stopped${until}`;
  if (dose.words === held.words) {
    const repeats = dose.doses ? "; a step may repeat the dose when its phase changes" : "";
    return toldLine([`${was}, `, inBold("no change"), repeats]);
  }
  if (dose.total === undefined) return toldLine(`${was}; words are not added up`);
  if (!dose.total) return toldLine([`${was}, `, inBold("none from that day")]);
  if (!held.total) return toldLine(was);
  if (dose.total === held.total) return toldLine([`${was}, `, inBold("the same per day")]);
  const { words, isLarge } = changeOf(dose.total, held.total);
  return isLarge ? toldLine(inBold(`${was}, ${words}`)) : toldLine([`${was}, `, inBold(words)]);
}

function besideSources(dose, form, day) {
  const compared = form.dataset.compared && JSON.parse(form.dataset.compared);
  if (!compared || !dose.doses || day < compared.since) return [];
  const said = compared.sources.map((source) => besideSource(dose.doses, source)).filter(Boolean);
  return said.map((words) => toldLine(words, "readback-beside"));
}

// A day has one step: the link leads to the correction of the one that it has.
function stepOfDay(dose, step, day) {
  const link = made("a", "Correct that step");
  link.href = location.pathname.replace(/(\/patients\/\d+\/).*/, `$1dose-steps/${step.id}/entered-in-error/`);
  const has = toldLine([`${dayWritten(day)} has a step: ${step.words}. `, link]);
  return [toldLine(`${dose.words} from ${dayWritten(day)}`, "readback-main"), has];
}

function struckAndRecorded(dose, whole, form, day) {
  const before = form.dataset.strikesMg && hundredths(form.dataset.strikesMg);
  const isCompared = before && dose.total && dose.total !== before;
  const from = day && ` from ${dayWritten(day)}`;
  return [
    toldLine(["Strikes out ", made("s", form.dataset.strikes)]),
    toldLine(["Records ", inBold(`${whole}${isCompared ? "" : from}`)]),
    toldLine(isCompared ? [inBold(changeOf(dose.total, before).words), `${from}. Both stay readable.`] : "Both stay readable."),
  ];
}

function readBackDose(form) {
  const dose = regimenTyped(form);
  if (dose.unread) return [toldLine(dose.unread, "readback-unread")];
  if (!dose.words) return [];
  const { today } = form.dataset;
  const day = dayTyped(form.elements.starts_on.value);
  const whole = dose.doses ? `${dose.words} = ${perDay(dose.total)}` : dose.words;
  const steps = stepsSoFar(form);
  const same = day && steps.find((step) => step.from === day);
  if (same) return stepOfDay(dose, same, day);
  if (form.dataset.strikes) return [...struckAndRecorded(dose, whole, form, day), ...besideSources(dose, form, day)];
  if (!day) return [toldLine(whole, "readback-main")];
  const from = day === today && dose.total !== 0 ? "" : ` from ${dayWritten(day)}`;
  const weekday = day > today ? ` (${weekdayOf(day)})` : "";
  const held = steps.find((step) => step.from < day);
  const isKnown = held || steps.length < MOST_STEPS;
  return [
    toldLine(`${weekday ? dose.words : whole}${from}${weekday}`, "readback-main"),
    ...(isKnown ? [besideHeld(dose, held, day, today)] : []),
    ...besideSources(dose, form, day),
  ];
}

function keepToChoice(form) {
  const times = form.elements.times_a_day.value;
  const show = (name, shown, wrapper = ".field") => {
    const input = form.elements[name];
    const field = (input?.tagName ? input : input?.[0])?.closest(wrapper);
    if (!field) return; // only the form for a first step has it
    field.hidden = !shown;
    for (const each of field.querySelectorAll("input")) each.disabled = !shown; // so it is not sent either
  };
  show("amount", !["different", "by time", "words", "stop"].includes(times));
  show("amounts", times === "different");
  show("morning", times === "by time", ".by-time");
  show("in_words", times === "words");
  show("phase", times !== "stop");
  show("taking_since", form.elements.already_taking?.checked);
}

function followDose(form) {
  if (!form.elements.times_a_day) return;
  const output = form.querySelector("[data-readback]");
  const update = () => {
    keepToChoice(form);
    const lines = readBackDose(form);
    output.replaceChildren(...lines);
  };
  output.hidden = false; // also while it says nothing, so that the fields below it stay in place
  if (phone.matches && form.closest(".workspace")) form.querySelector(".panel-foot").prepend(output);
  form.addEventListener("input", ({ target }) => {
    update();
    if (phone.matches) target.scrollIntoView({ block: "nearest" }); // a foot that grew may cover it
  });
  update();
}

// On a phone the form is a sheet over the page: it says above its fields what that showed.
function tellInSheet(form) {
  const [panel, drawing] = [form.closest(".form-panel"), document.querySelector(".titration-chart svg")];
  const effects = document.querySelector(".patient-effects");
  if (effects && !panel.querySelector(".patient-effects")) panel.querySelector(".panel-who").append(effects.cloneNode(true));
  const line = drawing?.querySelector("[data-line]");
  if (!form.elements.times_a_day || !line || panel.querySelector(".so-far")) return;
  const { x, y, width } = line.getBBox();
  const drawn = drawing.cloneNode();
  drawn.setAttribute("viewBox", `${x} ${y} ${width} ${drawing.dataset.bottom - y}`);
  drawn.setAttribute("preserveAspectRatio", "none");
  drawn.ariaHidden = "true";
  drawn.append(line.cloneNode());
  const taken = [...drawing.querySelectorAll('a:has([href="#mark-taken"])')];
  const highest = Math.max(...taken.map((mark) => parseFloat(/[\d.]+(?= mg per day)/.exec(mark.textContent)) || 0));
  const [value, told] = document.querySelectorAll(".dose-value, .dose-told");
  const now = made("p", ["Now ", ...value.cloneNode(true).childNodes, ", ", ...told.cloneNode(true).childNodes]);
  const course = made("p", `From ${dayWritten(drawing.dataset.first)}, highest ${mg(highest * 100)} per day`);
  form.querySelector(".panel-fields").prepend(made("div", [now, drawn, course], "so-far"));
}

for (const form of document.forms) followDose(form);
document.addEventListener("formshown", (event) => followDose(event.target));
document.addEventListener("panelchange", ({ detail }) => {
  if (detail.isOpen) tellInSheet(document.querySelector(`#${detail.name} form`));
});
