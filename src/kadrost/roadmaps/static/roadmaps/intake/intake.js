// Makes the links between a document's words and the fields read from them instant, and answers questions by keys.
"use strict";

(() => {
  const page = document.querySelector("[data-side-by-side]");
  const marks = () => Array.from(document.querySelectorAll(".src[data-names]"));

  const mark = (name, scrollTo) => {
    let first = null;
    marks().forEach((words) => {
      const on = words.dataset.names.split(" ").includes(name);
      words.classList.toggle("is-marked", on);
      if (on && !first) first = words;
    });
    let field = null;
    document.querySelectorAll(".read-field").forEach((one) => {
      const on = one.dataset.name === name;
      one.classList.toggle("is-marked", on);
      if (on) field = one;
    });
    const target = scrollTo === "words" ? first : field;
    if (target) target.scrollIntoView({ block: "nearest" });
    return Boolean(first || field);
  };

  if (page) {
    page.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const words = event.target.closest(".src[data-names]");
      if (words && mark(words.dataset.names.split(" ")[0], "field")) return void event.preventDefault();
      const link = event.target.closest("[data-show]");
      if (link && mark(link.dataset.show, "words")) return void event.preventDefault();
      const field = event.target.closest(".read-field");
      const choosing = String(window.getSelection());
      if (field && !choosing && !event.target.closest("a, button, form")) mark(field.dataset.name, "words");
    });
  }

  const question = document.querySelector("[data-question]");
  if (question) {
    const form = question.querySelector("form");
    const own = question.querySelector("[data-own]");
    const go = (address) => {
      if (address) window.location.assign(address);
    };
    const acts = { j: "following", k: "previous", "\u043e": "following", "\u043b": "previous" };
    const writing = (element) => ["TEXTAREA", "SELECT"].includes(element.tagName) ||
      (element.tagName === "INPUT" && element.type !== "radio");

    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open]")) return;
      if (writing(event.target)) return;
      const radio = /^[0-9]$/.test(event.key) && form.querySelector(`[data-key="${event.key}"]`);
      if (radio) {
        radio.checked = true;
        radio.focus();
        if (radio.value === "own" && own) own.focus();
        event.preventDefault();
      } else if (acts[event.key]) {
        go(question.dataset[acts[event.key]]);
        event.preventDefault();
      } else if (event.key === "Enter" && form.querySelector(":checked") && !event.target.closest("a, button")) {
        form.requestSubmit();
        event.preventDefault();
      }
    }, true);

    if (own) {
      own.addEventListener("input", () => {
        const radio = form.querySelector('[value="own"]');
        if (radio) radio.checked = true;
      });
    }
  }
})();
