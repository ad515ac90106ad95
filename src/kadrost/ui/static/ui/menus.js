// Menus made of <details>: one open at a time, closed by a click elsewhere; long choices get a box that narrows them.
"use strict";

(() => {
  const MENUS = "details.menu, details.choice";

  document.addEventListener("click", (event) => {
    document.querySelectorAll(MENUS).forEach((menu) => {
      if (menu.open && !menu.contains(event.target)) menu.removeAttribute("open");
    });
  });

  const folded = (text) => text.toLowerCase().replaceAll("\u0451", "\u0435");

  const narrow = (box) => {
    const asked = folded(box.value.trim());
    box.closest(".menu-panel").querySelectorAll("li").forEach((item) => {
      item.hidden = !folded(item.textContent).includes(asked);
    });
  };

  const arm = (root) => root.querySelectorAll("[data-narrows]").forEach((box) => {
    box.hidden = false;
    box.addEventListener("input", () => narrow(box));
  });

  arm(document);
  document.addEventListener("htmx:load", (event) => arm(event.target));

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches || !event.target.matches("details.choice[open]")) return;
    const box = event.target.querySelector("[data-narrows]");
    if (box) box.focus();
  }, true);
})();
