// On paper: says when the page was printed and, if that was later, when it was opened.

for (const line of document.querySelectorAll("[data-printed]")) {
  const written = line.querySelector("span");
  const opened = written.textContent;
  const parts = { day: "2-digit", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" };
  const clock = new Intl.DateTimeFormat("en-US", {
    ...parts,
    hourCycle: "h23",
    timeZone: line.dataset.timeZone,
  });

  addEventListener("beforeprint", () => {
    const now = Object.fromEntries(clock.formatToParts().map(({ type, value }) => [type, value]));
    const printed = `${now.day}-${now.month}-${now.year} ${now.hour}:${now.minute}`;
    written.textContent = printed === opened ? printed : `${printed} as opened ${opened}`;
  });
}
