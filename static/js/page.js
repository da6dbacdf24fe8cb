// Single-key shortcuts. An element names its key with data-key: a field is
// focused, anything else is clicked. They can be switched off (WCAG 2.1.4).

const STORED = "single-key-shortcuts";
const FIELDS = "input, select, textarea, [contenteditable]";
const root = document.documentElement;

const isOn = () => root.dataset.keys === "on";

function remembered() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true; // The browser may refuse storage; the shortcuts still work.
  }
}

function turn(on) {
  root.dataset.keys = on ? "on" : "off";
  for (const element of document.querySelectorAll("[data-key]")) {
    if (on) element.setAttribute("aria-keyshortcuts", element.dataset.key);
    else element.removeAttribute("aria-keyshortcuts");
  }
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // The browser refuses storage: the choice lasts for this page only.
  }
}

// In sight, or in a menu that is: the key of an entry works while its menu is closed. What opens
// a form is out of sight while another form is open, and its key leads from one to the other.
function isReached(element) {
  const menu = element.closest("details");
  return element.matches("a") || element.getClientRects().length || menu?.getClientRects().length;
}

function onKey(event) {
  if (!isOn() || event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest(FIELDS)) return;
  const target = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === event.key && isReached(element),
  );
  if (!target) return;
  event.preventDefault(); // The key must not be typed into the field that it opens.
  if (target.matches(FIELDS)) target.focus();
  else target.click();
}

turn(remembered());
document.addEventListener("keydown", onKey);

const row = document.querySelector("[data-keys-switch]");
if (row) {
  const box = row.querySelector("input");
  row.hidden = false;
  box.checked = isOn();
  box.addEventListener("change", () => turn(box.checked));
}

// Of a list of patients, j and k go to the next and the one before.

const listed = [...document.querySelectorAll("[data-row]")];
for (const keys of document.querySelectorAll(".list-keys")) keys.hidden = !listed.length;

document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !isOn() || event.target.closest(FIELDS) || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = listed.indexOf(document.activeElement);
  listed[at < 0 ? 0 : at + step]?.focus();
});

// Warns two minutes before the session ends; any key keeps it. After the end the page stays as
// it is: what was typed can be sent once its author has signed in again in another tab.

for (const panel of document.querySelectorAll("#idle")) {
  const WARNS_SECONDS = 120;
  const ALMOST_OVER_SECONDS = 30;
  const STORED = "session-ends";
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const [says, clock, keepButton, again] = ["says", "clock", "keep", "again"].map(part);
  let ends = {};
  let state = "";
  let leftField = null;

  const inWords = (seconds) => {
    if (seconds < 60) return `${seconds} second${seconds === 1 ? "" : "s"}`;
    const minutes = Math.ceil(seconds / 60);
    return `${minutes} minute${minutes === 1 ? "" : "s"}`;
  };

  function setEnds({ unused, at_most: atMost }) {
    const now = Date.now();
    ends = { unused: now + unused * 1000, atMost: now + atMost * 1000 };
    try {
      localStorage.setItem(STORED, JSON.stringify(ends)); // the session's other tabs hear of it
    } catch {
      // The browser refuses storage: the other tabs warn by their own clocks.
    }
  }

  // Say a sentence once: a screen reader reads it out when it changes.
  function enter(next, sentence) {
    if (state === next) return;
    state = next;
    says.textContent = sentence;
    panel.hidden = !sentence;
    clock.hidden = next === "over";
    keepButton.hidden = !["soon", "almost"].includes(next);
    again.hidden = next !== "over";
  }

  function tick() {
    if (state === "over" || state === "asking") return;
    const left = Math.ceil((Math.min(ends.unused, ends.atMost) - Date.now()) / 1000);
    const isLast = ends.atMost <= ends.unused; // no key moves this end
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left`;
    if (left > WARNS_SECONDS) enter("", "");
    else if (left < 0) {
      enter("over", "You were signed out. What you typed is still on this page, not saved yet: sign in again in a new tab, come back here, then send it.");
    } else if (isLast) {
      enter("last", `You will be signed out in ${inWords(left)}: this sign-in has lasted its time. What is not saved by then stays on this page.`);
    } else if (left > ALMOST_OVER_SECONDS) {
      enter("soon", `You will be signed out in ${inWords(left)}. Press any key to stay signed in. What you typed stays on this page.`);
    } else {
      enter("almost", `You will be signed out in ${inWords(left)}. Press any key to stay signed in.`);
    }
  }

  // Ask the server, which counts as use. Return what it answers, or nothing if the session is over.
  async function ask() {
    const response = await fetch(panel.dataset.url, { redirect: "manual" });
    return response.ok ? response.json() : null;
  }

  async function keep() {
    if (!["soon", "almost"].includes(state)) return;
    if (panel.contains(document.activeElement)) leftField?.focus(); // the button is about to go
    state = "asking";
    const told = await ask().catch(() => null);
    if (told) setEnds(told);
    state = "asked";
    tick();
  }

  // Signed in again, in another tab: the forms of this page get tokens that count.
  async function comeBack() {
    if (state !== "over") return;
    const told = await ask().catch(() => null);
    if (!told) return;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = told.token;
    setEnds(told);
    const isAnother = String(told.account) !== panel.dataset.account;
    state = "back";
    if (isAnother) enter("another", `${told.name} is signed in now: what is sent from this page is saved in that name.`);
    else tick();
  }

  setEnds({ unused: Number(panel.dataset.unused), at_most: Number(panel.dataset.atMost) });
  tick();
  setInterval(() => state !== "another" && tick(), 1000);
  keepButton.addEventListener("click", keep);
  document.addEventListener("focusout", ({ target }) => {
    if (!panel.contains(target)) leftField = target;
  });
  document.addEventListener("keydown", keep);
  addEventListener("focus", comeBack);
  document.addEventListener("visibilitychange", comeBack);
  addEventListener("storage", (event) => {
    if (event.key !== STORED || !event.newValue) return;
    ends = JSON.parse(event.newValue);
    if (state === "over") comeBack();
    else tick();
  });
}
