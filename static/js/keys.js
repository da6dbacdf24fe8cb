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
  return element.dataset.opens || element.getClientRects().length || menu?.getClientRects().length;
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
