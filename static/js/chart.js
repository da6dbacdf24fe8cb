// Adds to the drawing: one tab stop, arrow keys from point to point, and a tip at the pointer.

for (const figure of document.querySelectorAll(".titration-chart")) {
  const tip = figure.appendChild(document.createElement("div"));
  tip.className = "chart-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // a screen reader reads the link's own title

  for (const svg of figure.querySelectorAll("svg")) {
    svg.querySelectorAll("a").forEach((point, index) => point.setAttribute("tabindex", index ? -1 : 0));
  }

  function show(event) {
    const point = event.target.closest("a");
    if (!point) return;
    const title = point.querySelector("title");
    if (title) point.setAttribute("aria-label", title.textContent);
    title?.remove(); // or the browser would show its own tip as well
    tip.textContent = point.getAttribute("aria-label");
    tip.hidden = false;
    const box = figure.getBoundingClientRect();
    const at = point.lastElementChild.getBoundingClientRect();
    const left = Math.min(at.left - box.left + 12, box.width - tip.offsetWidth);
    tip.style.left = `${Math.max(left, 0)}px`;
    tip.style.top = `${at.top - box.top - tip.offsetHeight - 8}px`;
  }

  function hide() {
    tip.hidden = true;
  }

  function move(event) {
    const point = event.target.closest("a");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") hide();
    if (!point || !step) return;
    const points = [...point.closest("svg").querySelectorAll("a")];
    const next = points[points.indexOf(point) + step];
    if (!next) return;
    event.preventDefault();
    point.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  }

  figure.addEventListener("pointerover", show);
  figure.addEventListener("pointerout", hide);
  figure.addEventListener("focusin", show);
  figure.addEventListener("focusout", hide);
  figure.addEventListener("keydown", move);
}
