// Adds to the drawing: a line through the day under the pointer, a finger or the focus, with what
// that day was told in words above; arrow keys from event to event; a drawing of the width there is.

const SVG = "http://www.w3.org/2000/svg";
const DAY = 24 * 60 * 60 * 1000;
const SEVERITIES = ["severe", "moderate", "mild"];
const NOTHING = "–";

const figure = document.querySelector(".titration-chart");
const told = document.getElementById("day-told");
const atRest = told && [...told.querySelectorAll("[data-tells]")].map((each) => [each, each.textContent, each.className]);

const numbers = (link) => link.dataset.days.split(" ").map((each) => (SEVERITIES.includes(each) ? each : Number(each)));
const says = (link) => link.querySelector("title").textContent.split("\n")[0];
const counted = (days) => (days === 1 ? "1 day" : `${days} days`);
const holds = ([since, until = Infinity], day) => since <= day && day < until;

function dateText(svg, day) {
  const date = new Date(Date.parse(svg.dataset.first) + day * DAY);
  const month = date.toLocaleString("en-GB", { month: "short", timeZone: "UTC" }).slice(0, 3);
  return `${String(date.getUTCDate()).padStart(2, "0")}-${month}-${String(date.getUTCFullYear()).padStart(4, "0")}`;
}

function within(svg, group) {
  return [...svg.querySelectorAll(`[data-tells="${group}"] [data-days]`)];
}

// The day counts from the first step of the regimen: a mere change of phase begins none.
function doseOn(svg, day) {
  let [since, words] = [day, ""];
  for (const link of within(svg, "dose").sort((one, other) => numbers(one)[0] - numbers(other)[0])) {
    if (says(link) !== words) [since, words] = [numbers(link)[0], says(link)];
    if (holds(numbers(link), day)) return `${words}, day ${day - since + 1}`;
  }
  return NOTHING;
}

function stretchOn(link, day) {
  const told = numbers(link);
  for (let at = 0; at < told.length - 1; at += 2) {
    if (holds([told[at], told[at + 2]], day)) return { name: says(link), severity: told[at + 1], since: told[at] };
  }
  return null;
}

function effectsOn(svg, day) {
  const found = within(svg, "effects").map((link) => stretchOn(link, day)).filter(Boolean);
  return found.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
}

function treatmentsOn(svg, day) {
  const lanes = Map.groupBy(within(svg, "treatments"), says);
  const words = [];
  for (const [lane, links] of lanes) {
    const begun = links.map(numbers).filter(([since]) => since <= day);
    const [since, until] = begun.at(-1) ?? [];
    if (begun.some((days) => holds(days, day))) words.push(lane);
    else if (begun.length && until - since === 1) words.push(`${lane} ${counted(day - since)} before`);
  }
  return words;
}

function ratedBy(svg, day) {
  const panels = [...svg.querySelectorAll("[data-measure]")];
  return panels.map((panel) => [...panel.querySelectorAll("a")].findLast((link) => numbers(link)[0] <= day)).filter(Boolean);
}

function ratingsOn(svg, day) {
  const byDay = Map.groupBy(ratedBy(svg, day), (link) => numbers(link)[0]);
  return [...byDay].map(([on, links]) => `${links.map(says).join(", ")}, ${dateText(svg, on)}`);
}

function tell(svg, day) {
  const effects = effectsOn(svg, day);
  const words = {
    day: dateText(svg, day),
    today: day === Number(svg.dataset.today) ? atRest.find(([each]) => each.dataset.tells === "today")[1] : "",
    dose: doseOn(svg, day),
    effects: effects.map(({ name, severity, since }) => `${name}, ${severity}, day ${day - since + 1}`).join("; ") || NOTHING,
    treatments: treatmentsOn(svg, day).join("; ") || NOTHING,
    ratings: ratingsOn(svg, day).join("; ") || NOTHING,
  };
  for (const [each] of atRest) each.textContent = words[each.dataset.tells];
  told.querySelector('[data-tells="effects"]').classList.toggle("is-severe", effects[0]?.severity === "severe");
}

function shape(name, attributes, parent) {
  const made = parent.appendChild(document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function place(svg, day) {
  const { left, right, days } = svg.dataset;
  return Number(left) + ((Number(right) - Number(left)) * day) / Number(days);
}

function dayAt(svg, clientX) {
  const { left, right, days } = svg.dataset;
  const x = clientX - svg.getBoundingClientRect().left + 0.51; // marks stand on whole pixels
  const at = (x - Number(left)) / (Number(right) - Number(left));
  return Math.min(Math.max(Math.floor(at * Number(days)), 0), Number(days));
}

function draw(svg, day) {
  rest(svg, { words: false });
  const x = place(svg, day);
  const over = shape("g", { class: "crosshair", "pointer-events": "none" }, svg);
  shape("path", { d: `M${x} 20V${svg.getAttribute("height")}`, stroke: "#1d2b36" }, over);
  const start = Math.min(Math.max(x - 43, 0), svg.width.baseVal.value - 86);
  shape("rect", { x: start, y: 1, width: 86, height: 18, rx: 2, fill: "#1d2b36" }, over);
  shape("text", { x: start + 43, y: 14, "text-anchor": "middle", fill: "#ffffff" }, over).textContent = dateText(svg, day);
  const held = within(svg, "dose").find((link) => holds(numbers(link), day));
  const height = held?.dataset.y ?? held?.querySelector("use")?.getAttribute("y");
  if (height) shape("circle", { cx: x, cy: height, r: 5, fill: "#ffffff", stroke: "#1d2b36", "stroke-width": 2 }, over);
  for (const rated of ratedBy(svg, day)) {
    const mark = rated.querySelector("use");
    const [markX, markY] = [Number(mark.getAttribute("x")), Number(mark.getAttribute("y"))];
    shape("rect", { x: markX - 6, y: markY - 6, width: 12, height: 12, fill: "none", stroke: "#1d2b36", "stroke-width": 1.5 }, over);
    const halo = { stroke: "#ffffff", "stroke-width": 4, "paint-order": "stroke", "font-weight": 600 };
    const value = shape("text", { x: x + 6, y: markY + 4, ...halo }, over);
    value.textContent = says(rated).slice(rated.parentElement.dataset.measure.length + 1);
  }
  svg.dataset.shown = day;
  tell(svg, day);
}

function rest(svg, { words = true } = {}) {
  svg.querySelector(".crosshair")?.remove();
  delete svg.dataset.shown;
  if (words) for (const [each, text, classes] of atRest) [each.textContent, each.className] = [text, classes];
}

function links(svg) {
  const all = [...svg.querySelectorAll("a")];
  return all.sort((one, other) => numbers(one)[0] - numbers(other)[0]);
}

function oneTabStop(svg) {
  links(svg).forEach((link, index) => link.setAttribute("tabindex", index ? -1 : 0));
}

function onKey(event) {
  const svg = figure.querySelector("svg");
  const link = event.target.closest("a");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") rest(svg);
  if (!link || !step) return;
  event.preventDefault();
  told.setAttribute("aria-live", "polite");
  if (event.shiftKey) {
    const day = Number(svg.dataset.shown ?? svg.dataset.today) + step;
    if (day >= 0 && day <= Number(svg.dataset.days)) draw(svg, day);
    return;
  }
  const all = links(svg);
  const next = all[all.indexOf(link) + step];
  if (!next) return;
  link.setAttribute("tabindex", -1);
  next.setAttribute("tabindex", 0);
  next.focus();
}

let asking = new AbortController();

// The width decides how it is drawn. The next page is drawn for it at once: a cookie keeps it.
async function fit() {
  asking.abort(); // what was asked for an earlier width
  asking = new AbortController();
  const width = figure.clientWidth;
  if (!width) return;
  if (!document.body.classList.contains("is-recording")) {
    document.cookie = `drawing_width=${width}; path=/; max-age=31536000; samesite=lax`;
  }
  const drawn = figure.querySelector("svg").width.baseVal.value;
  if (Math.abs(drawn - Math.min(width, 1240)) < 8) return;
  const address = `${figure.dataset.address}&width=${width}`;
  const asked = { redirect: "manual", signal: asking.signal }; // manual: not to sign-in
  const drawing = await fetch(address, asked)
    .then((answer) => (answer.ok ? answer.text() : ""))
    .catch(() => "");
  if (!drawing) return; // the one that is there stays
  figure.innerHTML = drawing;
  oneTabStop(figure.querySelector("svg"));
}

if (figure) {
  oneTabStop(figure.querySelector("svg"));
  figure.addEventListener("pointermove", (event) => {
    const svg = event.target.closest("svg");
    if (svg) draw(svg, dayAt(svg, event.clientX));
  });
  figure.addEventListener("pointerdown", () => told.removeAttribute("aria-live"));
  figure.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") rest(figure.querySelector("svg"));
  });
  figure.addEventListener("focusin", (event) => {
    const link = event.target.closest("a");
    if (link) draw(link.closest("svg"), Math.max(numbers(link)[0], 0));
  });
  figure.addEventListener("focusout", () => rest(figure.querySelector("svg")));
  figure.addEventListener("keydown", onKey);
  let waiting = 0;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(fit, 60);
  }).observe(figure);
}
