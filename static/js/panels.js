// Opens the forms of the chart as panels beside the drawing: those that wait in the page at once,
// so that no key typed is lost; the others, and the answers to what was sent, as the server gives
// them. A "panelchange" event tells the drawing that it has less room.

const workspace = document.querySelector(".workspace");
const fetchedPanel = document.getElementById("panel");
const throwAway = document.getElementById("throw-away");
const titleAtRest = document.title;
const ASK = { "X-Panel": "1" };
const A_FORM = /\/(record|none|change|acknowledge|taken|otherwise|withdraw|entered-in-error|end|reopen|duplicate|edit)\/$/;
const LOST = "The answer of the server was lost. Saved again, this form is recorded once.";

let panel = null;
let opener = null;
let asOpened = "";
let answered = Promise.resolve(); // once what was sent last has been answered

const formOf = (section) => section.querySelector("form");
const filledIn = () => String(new URLSearchParams(new FormData(formOf(panel))));

// Opening and closing

function show(section, from) {
  panel = section;
  opener = from;
  section.hidden = false;
  document.body.classList.add("is-recording");
  tell();
  keepToSheet();
  keepDrawingInSight();
  const form = formOf(section);
  form.dispatchEvent(new Event("input"));
  focusFirst(section);
  asOpened = filledIn();
}

function close() {
  const [section, from] = [panel, opener];
  section.hidden = true;
  if (section.dataset.answered || section === fetchedPanel) section.replaceChildren();
  panel = opener = null;
  document.title = titleAtRest;
  document.body.classList.remove("is-recording");
  tell();
  keepToSheet();
  const back = from.getClientRects().length ? from : from.closest("details")?.querySelector("summary");
  back?.focus();
}

function tell() {
  const detail = { isOpen: Boolean(panel), name: panel?.id ?? "" };
  document.dispatchEvent(new CustomEvent("panelchange", { detail }));
}

function keepDrawingInSight() {
  const { top } = workspace.getBoundingClientRect();
  const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  if (top < padding - 8 || top > 260) workspace.scrollIntoView({ block: "start" });
  if (getComputedStyle(panel).position !== "sticky") return;
  panel.style.maxHeight = `${innerHeight - Math.max(panel.getBoundingClientRect().top, padding) - 12}px`;
}

// A sheet over the whole screen: nothing behind it takes the focus.
function keepToSheet() {
  const isSheet = panel && panel.clientHeight >= innerHeight - 1;
  for (const behind of document.querySelectorAll("body > :not(main), main > :not(.workspace), .workspace > :not(.form-panel)")) {
    behind.inert = Boolean(isSheet);
  }
}

function fieldsInSight(section) {
  const fields = section.querySelectorAll(".panel-fields :is(input, select, textarea):not([type=hidden])");
  return [...fields].filter((field) => field.getClientRects().length && !field.disabled);
}

function focusFirst(section) {
  const fields = fieldsInSight(section);
  const chosen = (field) => field.type !== "radio" || field.checked || !section.querySelector(`[name="${field.name}"]:checked`);
  const first = section.querySelector(".error-summary") ?? fields.find((field) => "first" in field.dataset && chosen(field)) ?? fields.find(chosen);
  first?.focus();
  if (first?.type === "text") first.select();
}

function fillIn(section) {
  const form = formOf(section);
  form.reset();
  for (const [name, value] of new URLSearchParams(section.dataset.opensWith)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

// The form that waits in the page for a link to its own page; else the place for a fetched one.
function panelFor(link) {
  const waits = [...document.querySelectorAll(".form-panel[data-opens-with]")];
  return waits.find((section) => formOf(section).action === link.href) ?? fetchedPanel;
}

function open(link) {
  const section = panelFor(link);
  link.closest("details.more")?.removeAttribute("open");
  if (section === panel && section !== fetchedPanel) return;
  leave(() => {
    if (section === fetchedPanel || section.dataset.answered) {
      bring(section, link);
    } else {
      fillIn(section);
      show(section, link);
    }
  });
}

// Close the open panel and go on; if something was typed, ask first. What is on its way is answered
// before that, as the answer may say that nothing was saved.
async function leave(goOn) {
  await answered;
  if (panel?.ariaBusy === "true") return; // it is saved, and the next page is loading
  if (panel && filledIn() !== asOpened) {
    ask(goOn);
    return;
  }
  if (panel) close();
  goOn?.();
}

function ask(goOn) {
  const at = document.activeElement;
  panel.querySelector(".throw-away")?.remove();
  panel.append(throwAway.content.cloneNode(true));
  const question = panel.querySelector(".throw-away");
  question.querySelector("[data-throw]").addEventListener("click", () => {
    question.remove();
    close();
    goOn?.();
  });
  question.querySelector("[data-keep]").addEventListener("click", () => {
    question.remove();
    at.focus();
  });
  question.querySelector("[data-keep]").focus();
}

// What the server answers

function take(section, html) {
  const answer = new DOMParser().parseFromString(html, "text/html").querySelector(".form-panel");
  answer.querySelector("[autofocus]")?.removeAttribute("autofocus"); // focusFirst moves the focus
  section.replaceChildren(...answer.childNodes);
  section.dataset.answered = "true";
  section.setAttribute("role", "region");
  section.setAttribute("aria-label", answer.getAttribute("aria-label"));
  formOf(section).dispatchEvent(new Event("formshown", { bubbles: true }));
}

async function bring(section, link) {
  const typed = keepKeys();
  try {
    const answer = await fetch(link.href, { headers: ASK });
    if (!answer.headers.has("X-Panel")) throw new Error("This is a page, not a panel.");
    take(section, await answer.text());
    show(section, link);
  } catch {
    location.assign(link.href); // the page does the same, or says why not
  }
  typed.replay();
}

function send(event) {
  const form = event.target;
  const section = form.closest(".form-panel");
  if (!section) return;
  event.preventDefault();
  if (section.ariaBusy === "true") return; // a double click sends once
  section.ariaBusy = "true";
  answered = bringAnswer(section, form);
}

async function bringAnswer(section, form) {
  try {
    const answer = await fetch(form.action, { method: "POST", headers: ASK, body: new URLSearchParams(new FormData(form)) });
    await follow(section, form, answer);
  } catch {
    sayLost(form);
    section.ariaBusy = "false";
  }
}

async function follow(section, form, answer) {
  const next = answer.headers.get("X-Next-Page");
  if (next) {
    location.assign(next);
  } else if (answer.headers.has("X-Panel")) {
    take(section, await answer.text());
    section.ariaBusy = "false";
    document.title = `Error: ${titleAtRest}`;
    formOf(section).dispatchEvent(new Event("input"));
    focusFirst(section);
    asOpened = ""; // what was typed is not saved
  } else {
    form.submit(); // signed out, or refused: a page says so
  }
}

function sayLost(form) {
  form.querySelector(".lost")?.remove();
  const sentence = document.createElement("p");
  sentence.className = "lost";
  sentence.setAttribute("role", "alert");
  sentence.textContent = LOST;
  form.querySelector(".panel-foot").prepend(sentence);
}

// Keys typed while a form is on its way are kept, and typed into it.

function keepKeys() {
  const keys = [];
  const keep = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys.push(event.key);
  };
  document.addEventListener("keydown", keep, { capture: true });
  return {
    replay() {
      document.removeEventListener("keydown", keep, { capture: true });
      for (const key of keys) if (panel) typeKey(key);
    },
  };
}

function typeKey(key) {
  const at = document.activeElement;
  if (key === "Enter") {
    formOf(panel).requestSubmit();
  } else if (key === "Tab") {
    const fields = fieldsInSight(panel);
    const next = fields.find((field, place) => place > fields.indexOf(at) && field.name !== at.name);
    next?.focus();
    if (next?.type === "text") next.select();
  } else if (key === " " && at.type === "radio") {
    at.click();
  } else if (key.length === 1 && at.type === "text") {
    at.setRangeText(key, at.selectionStart, at.selectionEnd, "end");
    at.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const opensTab = event.ctrlKey || event.metaKey || event.shiftKey;
  if (event.target.closest("[data-closes]")) leave();
  if (link && !opensTab && A_FORM.test(link.pathname)) {
    event.preventDefault();
    open(link);
  }
  for (const menu of document.querySelectorAll("details.more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("submit", send);
addEventListener("resize", keepToSheet);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const menu = event.target.closest("details[open]");
  const keep = panel?.querySelector("[data-keep]");
  if (menu && !menu.closest(".form-panel")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (keep) {
    keep.click();
  } else if (panel && !event.target.closest("figure")) {
    leave();
  }
});
