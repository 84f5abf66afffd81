// The frame itself: the theme without a reload, the clock that goes on, forms with unsaved work.
"use strict";
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-form]")) return;
    event.preventDefault();
    const button = form.querySelector("button");
    const chosen = button.value;
    document.documentElement.dataset.theme = chosen;
    button.value = chosen === "dark" ? "light" : "dark";
    const sent = new FormData(form);
    sent.set("theme", chosen);
    fetch(form.action, { method: "POST", body: sent, redirect: "manual" });
    delete form.dataset.sent;
  });

  const face = document.querySelector("[data-clock]");
  if (face) {
    const start = Date.parse(`${face.dataset.clock}Z`) - performance.now();
    const days = face.dataset.weekdays.split(",");
    const tick = () => {
      const date = new Date(start + performance.now());
      const iso = date.toISOString();
      face.textContent = `${iso.slice(0, 10)} ${days[(date.getUTCDay() + 6) % 7]} ${iso.slice(11, 16)}`;
    };
    setInterval(tick, 5000);
  }

  // Unsaved work asks once before leaving: forms say data-guard.
  let isDirty = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) isDirty = true; });
  document.addEventListener("submit", () => { isDirty = false; });
  window.addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
})();
