// The chosen document is named in our own words and may be dropped on the form; while it is read, the page says so.
"use strict";

(() => {
  const input = document.querySelector("input[data-drop]");
  const place = document.querySelector("[data-drop-place]");
  const shown = document.querySelector("[data-file-name]");
  const wait = document.querySelector("[data-wait]");
  if (!input) return;

  const tell = () => {
    if (shown) shown.textContent = input.files.length ? input.files[0].name : shown.dataset.none;
  };

  if (place && shown) {
    place.classList.add("is-styled");
    shown.hidden = false;
    place.querySelector("[data-drop-word]").hidden = false;
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
      tell();
    });
    input.addEventListener("change", tell);
    tell();
  }

  input.form.addEventListener("submit", () => {
    if (wait) wait.hidden = false;
  });
})();
