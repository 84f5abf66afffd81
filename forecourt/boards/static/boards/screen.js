// A screen on a wall: turns its pages, keeps its clock, says how old its picture is, and tries again
// by itself while the network or the server is away. Nobody touches it.
"use strict";
(() => {
  const screen = () => document.getElementById("screen");
  const once = document.querySelector("form[data-at-once]");
  if (once) once.submit();

  let fresh = Date.now();
  let page = 0;
  let turned = Date.now();

  function show() {
    const pages = [...document.querySelectorAll("[data-page]")];
    if (!pages.length) return;
    page %= pages.length;
    pages.forEach((one, index) => { one.hidden = index !== page; });
    document.querySelectorAll("[data-dot]").forEach((dot, index) => dot.classList.toggle("on", index === page));
  }

  function age() {
    const root = screen();
    if (!root) return;
    const isOld = Date.now() - fresh > Number(root.dataset.oldAfter) * 1000;
    const note = root.querySelector("[data-old]");
    if (note) note.hidden = !isOld;
    root.toggleAttribute("data-is-old", isOld);
  }

  function tick() {
    const face = document.querySelector("#screen [data-clock]");
    if (!face) return;
    const now = new Date(Date.parse(`${face.dataset.clock}Z`) + (Date.now() - fresh));
    face.firstChild.textContent = now.toISOString().slice(11, 16);
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "screen") return;
    fresh = Date.now();
    show();
    age();
  });

  // While the server is away the picture is asked for every few seconds, not only when the page says so.
  let waiting = false;
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      if (event.detail.elt?.id !== "screen" || waiting) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        if (window.htmx && screen()) htmx.trigger(document.body, "live:workshop");
      }, 4000);
    });
  }

  setInterval(() => {
    const root = screen();
    if (!root) return;
    if (Date.now() - turned > Number(root.dataset.rotate) * 1000) {
      page += 1;
      turned = Date.now();
      show();
    }
    tick();
    age();
  }, 1000);
  show();
})();
