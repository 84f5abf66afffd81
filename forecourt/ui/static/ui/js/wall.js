// A wall screen: says how old its picture is, loads itself anew at three at night, keeps the screen awake.
"use strict";
(() => {
  const line = document.getElementById("live");
  const patience = 60_000;
  setInterval(() => {
    if (!line) return;
    const age = Date.now() - Number(line.dataset.since || Date.now());
    line.hidden = !(line.dataset.state === "off" && age > patience);
  }, 5000);

  const born = Date.now();
  setInterval(() => {
    if (new Date().getHours() === 3 && Date.now() - born > 2 * 3600_000) location.reload();
  }, 60_000);

  const awake = () => navigator.wakeLock?.request("screen").catch(() => undefined);
  awake();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) awake(); });
})();
