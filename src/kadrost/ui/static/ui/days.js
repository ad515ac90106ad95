// A day is typed as 15.02.2027; the browser's own calendar opens beside it and writes the day in the same way.
"use strict";

(() => {
  const WRITTEN = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/;

  const asNative = (text) => {
    const found = WRITTEN.exec(text);
    return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : text.trim();
  };

  const arm = (root) => root.querySelectorAll(".day").forEach((day) => {
    const [text, native, button] = [day.querySelector("input[type=text]"), day.querySelector(".day-native"), day.querySelector("[data-day]")];
    if (!native.showPicker || !button.hidden) return;
    button.hidden = native.hidden = false;
    button.addEventListener("click", () => {
      native.value = asNative(text.value);
      native.showPicker();
    });
    native.addEventListener("change", () => {
      if (!native.value) return;
      text.value = native.value.split("-").reverse().join(".");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
  });

  arm(document);
  document.addEventListener("htmx:load", (event) => arm(event.target));
})();
