// Shows on a phone what the sheet of a form covers: the severe effects beside the patient's name
// and, above the fields of a dose, the dose so far as words and as a line.

const DRAWN = "http://www.w3.org/2000/svg";
const A_SHEET = matchMedia("(max-width: 599.98px)");

const inHero = (name) => document.querySelector(`.dose-line ${name}`)?.textContent.trim();

// "Now 15 mg three times a day, 45 mg per day, 40 days"
function nowTold() {
  const [days] = inHero(".dose-told")?.match(/\d+ days?(?=\))/) ?? [];
  return `Now ${[inHero(".dose-value"), inHero(".dose-told b"), days].filter(Boolean).join(", ")}`;
}

// Each step that has begun: its days, and its mg per day, or none for one in words.
function stepsDrawn(drawing, today) {
  const marks = [...drawing.querySelectorAll('[data-tells="dose"] [data-days]')].map((mark) => {
    const [since, until = today] = mark.dataset.days.split(" ").map(Number);
    const [words] = mark.textContent.split("\n");
    const amount = words.startsWith("Stopped") ? 0 : Number(words.match(/([\d.]+) mg per day/)?.[1] ?? NaN);
    return { since, until: Math.min(until, today), amount };
  });
  return marks.filter(({ since }) => since <= today).sort((one, other) => one.since - other.since);
}

function lineOf(steps) {
  let [path, end] = ["", NaN];
  for (const { since, until, amount } of steps) {
    if (Number.isNaN(amount)) continue;
    path += since === end ? `V${-amount}H${until}` : `M${since} ${-amount}H${until}`;
    end = until;
  }
  return path;
}

function drawn(name, attributes) {
  const node = document.createElementNS(DRAWN, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function doseSoFar() {
  const drawing = document.querySelector(".titration-chart svg");
  const today = Number(drawing?.dataset.today);
  const steps = drawing ? stepsDrawn(drawing, today) : [];
  const highest = Math.max(...steps.map(({ amount }) => amount || 0));
  if (!steps.length || !highest) return [];
  const [{ since }] = steps;
  const view = `${since} ${-highest} ${Math.max(today - since, 1)} ${highest}`;
  const line = drawn("svg", { viewBox: view, preserveAspectRatio: "none", "aria-hidden": "true" });
  line.append(drawn("path", { d: lineOf(steps), "vector-effect": "non-scaling-stroke" }));
  const first = dayWritten(dayAfter(drawing.dataset.first, since));
  const ends = [first, `highest ${highest} mg per day`, "today"].map((words) => made("span", words));
  return [made("p", nowTold()), line, made("p", ends)];
}

function tellInSheet(section) {
  const form = section?.querySelector("form");
  if (!form || !A_SHEET.matches || section.querySelector(".so-far")) return;
  const effects = document.querySelector(".patient-effects");
  if (effects) section.querySelector(".panel-who").append(effects.cloneNode(true));
  const told = made("div", form.elements.times_a_day ? doseSoFar() : [], "so-far");
  section.querySelector(".panel-fields").prepend(told);
}

document.addEventListener("panelchange", ({ detail }) => tellInSheet(document.getElementById(detail.name)));
document.addEventListener("formshown", ({ target }) => tellInSheet(target.closest(".form-panel")));
