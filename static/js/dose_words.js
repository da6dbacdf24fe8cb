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
