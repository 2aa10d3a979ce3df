// What a script may save, never what it makes possible: every page works without it.
(() => {
  "use strict";

  // An open menu closes when one looks elsewhere or presses Escape.
  const menus = () => document.querySelectorAll(".menu[open], .more > details[open]");
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // After a refused form the list of errors is where one reads on.
  const lookAtErrors = (part) => {
    const errors = part.querySelector("[data-focus]");
    if (errors) errors.focus();
  };
  lookAtErrors(document);
  document.addEventListener("htmx:afterSwap", (event) => lookAtErrors(event.target));

  // A form that one came back to and changed is another save: it gets an id of its own.
  let cameBack = false;
  window.addEventListener("pageshow", (event) => { cameBack = event.persisted; });
  document.addEventListener("input", (event) => {
    const id = cameBack && event.target.form && event.target.form.elements.form_id;
    if (id) id.value = crypto.randomUUID();
  });
})();
