// Keys of every page: / search, j k rows, Enter open, e report, Esc close or back, ? this list.
// Rows are elements with data-row; the first link in a row opens it, a link with data-report reports on it.
"use strict";

(() => {
  const rows = () => Array.from(document.querySelectorAll("[data-row]")).filter((row) => row.offsetParent !== null);
  const selected = () => document.querySelector('[data-row][aria-selected="true"]');
  const dialog = document.getElementById("keys-dialog");

  const writing = (element) =>
    element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);

  const select = (row) => {
    rows().forEach((other) => other.setAttribute("aria-selected", String(other === row)));
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  const move = (step) => {
    const all = rows();
    if (!all.length) return false;
    const place = all.indexOf(selected());
    select(all[place < 0 ? 0 : Math.min(all.length - 1, Math.max(0, place + step))]);
    return true;
  };

  const follow = (link) => {
    if (!link) return false;
    link.click();
    return true;
  };

  const open = () => {
    const row = selected();
    const free = document.activeElement === document.body || document.activeElement === row;
    return free && row ? follow(row.querySelector("[data-open]") || row.querySelector("a[href]")) : false;
  };

  const report = () => follow((selected() || document).querySelector("[data-report]"));

  const search = () => {
    const box = document.querySelector("[data-search]");
    if (!box) return false;
    box.focus();
    box.select();
    return true;
  };

  const help = () => {
    if (!dialog || dialog.open) return false;
    dialog.showModal();
    return true;
  };

  const escape = () => {
    const opened = Array.from(document.querySelectorAll("details.menu[open], details.choice[open]"));
    if (opened.length) {
      opened.forEach((menu) => menu.removeAttribute("open"));
      opened[0].querySelector("summary").focus();
      return true;
    }
    if (writing(document.activeElement)) {
      document.activeElement.blur();
      return true;
    }
    const steps = document.querySelectorAll(".crumbs a");
    return follow(document.querySelector("[data-back]") || steps[steps.length - 1]);
  };

  const acts = {
    "/": search,
    "?": help,
    j: () => move(1),
    k: () => move(-1),
    e: report,
    // The same places on a Russian keyboard, so that nobody must switch the layout.
    "\u043e": () => move(1),
    "\u043b": () => move(-1),
    "\u0443": report,
    Enter: open,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (dialog && dialog.open) return;
    if (event.key === "Escape") {
      if (escape()) event.preventDefault();
      return;
    }
    if (writing(event.target)) return;
    const act = acts[event.key] || (event.code === "Slash" && (event.shiftKey ? help : search));
    if (act && act()) event.preventDefault();
  });

  document.querySelectorAll("[data-keys]").forEach((link) =>
    link.addEventListener("click", (event) => {
      if (help()) event.preventDefault();
    }),
  );

  const wrong = document.querySelector("[data-first-focus]");
  if (wrong && !wrong.closest("[data-sample]")) wrong.focus();
})();
