// The course of a meeting: Ctrl+Enter records the decision; what is being typed survives a closed page until it is sent.
"use strict";

(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const key = form.dataset.draft;
  const names = ["text", "due_text", "executors"];
  const fields = names.map((name) => form.elements[name]).filter(Boolean);

  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(key) || "{}");
    } catch {
      return {};
    }
  };

  if (location.hash === "#new") {
    sessionStorage.removeItem(key);
    // The browser goes to the fragment after the page is loaded and takes the focus with it.
    addEventListener("load", () => setTimeout(() => form.elements.text.focus()));
  } else {
    const typed = kept();
    fields.forEach((field) => {
      if (!field.value && typed[field.name]) field.value = typed[field.name];
    });
  }

  form.addEventListener("input", () => {
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const near = document.activeElement.closest("form");
    if (!near) return;
    event.preventDefault();
    near.requestSubmit();
  });
})();
