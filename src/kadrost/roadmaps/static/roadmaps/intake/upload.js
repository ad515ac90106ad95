// A document may be dropped on the form; while it is read, the page says so.
"use strict";

(() => {
  const input = document.querySelector("input[data-drop]");
  const place = document.querySelector("[data-drop-place]");
  const wait = document.querySelector("[data-wait]");
  if (!input) return;

  if (place) {
    place.hidden = false;
    ["dragover", "dragenter"].forEach((name) => place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("is-over");
    }));
    place.addEventListener("dragleave", () => place.classList.remove("is-over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("is-over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      place.textContent = input.files[0].name;
    });
  }

  input.form.addEventListener("submit", () => {
    if (wait) wait.hidden = false;
  });
})();
