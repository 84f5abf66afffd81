// data-waits="SECONDS" data-limit="MINUTES": the clock to the first word runs on, and turns red over the limit.
"use strict";
(() => {
  const began = new WeakMap();

  function tick() {
    for (const clock of document.querySelectorAll("[data-waits]")) {
      const known = began.get(clock);
      if (!known || known.waits !== clock.dataset.waits) {
        began.set(clock, { at: performance.now(), waits: clock.dataset.waits });
      }
      const start = began.get(clock);
      const seconds = Number(start.waits) + Math.floor((performance.now() - start.at) / 1000);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      clock.classList.toggle("late-t", seconds > Number(clock.dataset.limit) * 60);
    }
  }
  setInterval(tick, 1000);
})();
