// Drags a chip to another bay or time: pointer, touch (hold 250 ms) and keyboard. Every drop is one POST;
// the server checks it and answers with the board, a question, or a refusal in the notices.
"use strict";
(() => {
  const board = () => document.getElementById("board");
  const grid = () => document.getElementById("grid");
  const says = (text) => { document.getElementById("board-says").textContent = text; };
  const mayPlan = () => board()?.hasAttribute("data-plan");
  const lanes = () => [...grid().querySelectorAll(".lane-bg")];
  const number = (el, word) => Number(new RegExp(`(?:^| )${word}-(\\d+)`).exec(el.className)?.[1] ?? 0);
  const place = (el) => ({ row: number(el, "row"), col: number(el, "col"), len: number(el, "span") || Number(el.dataset.cells) || 4 });
  const slots = () => Number(board().dataset.slots);
  const start = (spot) => new Date((Number(board().dataset.begins) + (spot.col - 2) * 900) * 1000);
  const laneOf = (row) => lanes().find((l) => row >= +l.dataset.row && row < +l.dataset.row + +l.dataset.depth);

  function hhmm(col) {
    const first = grid().querySelector(".hr").textContent.split(":");
    const minutes = (+first[0] * 60 + +first[1] + (col - 2) * 15) % 1440;
    return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  }

  function clashes(el, spot) {
    const lane = laneOf(spot.row);
    return [...grid().querySelectorAll(".job:not(.st-done,.st-qc)")].some((other) => {
      if (other === el || other.dataset.job === el.dataset.job || laneOf(number(other, "row")) !== lane) return false;
      const taken = place(other);
      return spot.col < taken.col + taken.len && taken.col < spot.col + spot.len;
    });
  }

  function words(el, spot) {
    const lane = laneOf(spot.row);
    const clash = clashes(el, spot) ? ` · ${board().dataset.overlap}` : "";
    return `${lane.dataset.name} · ${hhmm(spot.col)}–${hhmm(spot.col + spot.len)}${clash}`;
  }

  // Moves that wait for an answer hold the live refresh back, so that nothing is redrawn under a finger.
  let drag = null;
  let held = null;
  let missed = false;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id === "board" && event.detail.requestConfig.verb === "get" && (drag?.on || held)) {
      event.preventDefault();
      missed = true;
    }
  });
  function freshen() {
    if (missed) htmx.trigger(document.body, "live:workshop");
    missed = false;
  }

  function send(el, spot) {
    const lane = laneOf(spot.row);
    says(`${el.querySelector(".plate-t").textContent}: ${words(el, spot)}`);
    const values = { bay_id: lane.dataset.bay, starts_at: start(spot).toISOString() };
    if (!el.classList.contains("bk")) values.minutes = spot.len * 15;
    post(el, `/workshop/jobs/${el.dataset.job}/move/`, values);
  }
  function post(el, address, values) {
    const id = el.id;
    htmx.ajax("POST", address, { source: board(), target: "#board", swap: "morph:outerHTML", values })
      .then(() => { if (!document.querySelector("dialog[open]")) document.getElementById(id)?.focus(); });
  }

  // Pointer and touch

  function spotAt(x, y, len, grab) {
    const lane = lanes().find((l) => { const b = l.getBoundingClientRect(); return y >= b.top && y < b.bottom; });
    if (!lane) return null;
    const box = lane.getBoundingClientRect();
    if (x < box.left - 20 || x > box.right) return null;
    const width = box.width / slots();
    const slot = Math.round((x - grab - box.left) / width);
    return { row: +lane.dataset.row, col: Math.max(0, Math.min(slots() - len, slot)) + 2, len };
  }

  function marker(spot, el) {
    const mark = document.querySelector(".landing") ?? document.createElement("div");
    mark.className = `landing row-${spot.row} col-${spot.col} span-${spot.len}${clashes(el, spot) ? " clash" : ""}`;
    if (!mark.isConnected) grid().append(mark);
    return mark;
  }
  const unmark = () => document.querySelector(".landing")?.remove();
  function fits(el, on) {
    for (const lane of lanes()) lane.classList.toggle("fits", on && lane.dataset.kind === el.dataset.kind);
  }

  function begin() {
    drag.on = true;
    drag.ghost = drag.el.cloneNode(true);
    drag.ghost.className = `${drag.el.className.replace(/(row|col|span)-\d+/g, "")} ghost`;
    drag.ghost.removeAttribute("id");
    Object.assign(drag.ghost.style, { width: `${drag.w}px`, height: `${drag.h}px` });
    drag.tip = document.createElement("div");
    drag.tip.className = "drag-tip";
    document.body.append(drag.ghost, drag.tip);
    drag.el.classList.add("drag-src");
    fits(drag.el, true);
    follow(drag.x, drag.y);
  }

  function follow(x, y) {
    Object.assign(drag.ghost.style, { left: `${x - drag.gx}px`, top: `${y - drag.gy}px` });
    const side = document.querySelector("[data-waiting]");
    const box = side.getBoundingClientRect();
    drag.back = !drag.el.classList.contains("bk") && x < box.right && x > box.left && y > box.top && y < box.bottom;
    side.classList.toggle("over", drag.back);
    drag.spot = drag.back ? null : spotAt(x, y, drag.len, drag.el.classList.contains("bk") ? 0 : drag.gx);
    drag.tip.hidden = !drag.spot;
    if (!drag.spot) { unmark(); return; }
    const mark = marker(drag.spot, drag.el).getBoundingClientRect();
    drag.tip.className = `drag-tip${clashes(drag.el, drag.spot) ? " clash" : ""}`;
    drag.tip.textContent = words(drag.el, drag.spot);
    Object.assign(drag.tip.style, { left: `${mark.left}px`, top: `${Math.min(mark.top, y - drag.gy) - 24}px` });
  }

  function end(isDropped) {
    if (!drag) return;
    const done = drag;
    clearTimeout(done.hold);
    drag = null;
    if (!done.on) return;
    done.ghost.remove();
    done.tip.remove();
    unmark();
    done.el.classList.remove("drag-src");
    document.querySelector("[data-waiting]").classList.remove("over");
    fits(done.el, false);
    dropped = performance.now();
    if (isDropped && done.back) post(done.el, `/workshop/jobs/${done.el.dataset.job}/unplace/`, {});
    else if (isDropped && done.spot) send(done.el, done.spot);
    freshen();
  }

  // The click that ends a drag opens nothing.
  let dropped = -1000;
  document.addEventListener("click", (event) => {
    if (performance.now() - dropped > 60) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener("pointerdown", (event) => {
    const el = event.target.closest?.(".job");
    if (!el || event.button || !mayPlan() || el.hasAttribute("data-fixed") || !grid()) return;
    const box = el.getBoundingClientRect();
    drag = { el, x: event.clientX, y: event.clientY, gx: event.clientX - box.left, gy: event.clientY - box.top, w: box.width, h: box.height, len: place(el).len, touch: event.pointerType === "touch" };
    if (drag.touch) drag.hold = setTimeout(() => drag && begin(), 250);
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.on) {
      const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y);
      if (drag.touch) { if (far > 8) { clearTimeout(drag.hold); drag = null; } return; }
      if (far < 5) return;
      begin();
    }
    follow(event.clientX, event.clientY);
  });
  document.addEventListener("touchmove", (event) => { if (drag?.on) event.preventDefault(); }, { passive: false });
  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".job")) event.preventDefault(); });

  // Keyboard: Space picks a chip up and drops it, arrows move it, Enter opens it, Esc puts it back

  function pickUp(el) {
    if (!mayPlan() || el.hasAttribute("data-fixed")) return;
    const now = grid().querySelector(".nowline");
    const spot = place(el);
    if (!spot.row) Object.assign(spot, { row: +(lanes().find((l) => l.dataset.kind === el.dataset.kind) ?? lanes()[0]).dataset.row, col: Math.min(now ? number(now, "col") + 1 : 2, slots() + 2 - spot.len) });
    held = { id: el.id, spot };
    el.classList.add("held");
    marker(spot, el);
    says(board().dataset.held);
  }
  function letGo(isDropped) {
    const el = document.getElementById(held.id);
    const { spot } = held;
    held = null;
    unmark();
    el?.classList.remove("held");
    if (isDropped && el) send(el, spot);
    else says(board().dataset.back);
    freshen();
  }
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (drag || held)) {
      event.preventDefault();
      if (drag) end(false); else letGo(false);
      return;
    }
    const el = event.target.closest?.(".job");
    if (!el || !grid()) return;
    if (event.key === " " || (event.key === "Enter" && held)) {
      event.preventDefault();
      if (held) letGo(true); else pickUp(el);
      return;
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    if (!held) { beside(el, step); return; }
    const all = lanes();
    const at = all.indexOf(laneOf(held.spot.row));
    const lane = all[Math.max(0, Math.min(all.length - 1, at + step[0]))];
    held.spot.row = +lane.dataset.row;
    held.spot.col = Math.max(2, Math.min(slots() + 2 - held.spot.len, held.spot.col + step[1]));
    marker(held.spot, el).scrollIntoView({ block: "nearest", inline: "nearest" });
    says(words(el, held.spot));
  });
  // Arrows without a chip in hand walk from chip to chip.
  function beside(el, [down, right]) {
    const from = el.getBoundingClientRect();
    let best = null;
    for (const other of board().querySelectorAll(".job")) {
      if (other === el) continue;
      const to = other.getBoundingClientRect();
      const dx = to.left - from.left;
      const dy = to.top - from.top;
      if ((right && Math.sign(dx) !== right) || (down && (Math.sign(dy) !== down || Math.abs(dy) < 4))) continue;
      const far = right ? Math.abs(dx) + Math.abs(dy) * 20 : Math.abs(dy) * 4 + Math.abs(dx);
      if (!best || far < best.far) best = { far, other };
    }
    best?.other.focus();
  }

  // A click or Enter opens the sheet of a job over the board
  document.addEventListener("click", (event) => {
    const el = event.target.closest?.("#board .job");
    if (!el || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    htmx.ajax("GET", el.href, { source: document.getElementById("job-panel"), target: "#job-panel", swap: "innerHTML" });
  });

  // One state only
  let only = "";
  function showOnly() {
    const el = board();
    if (!el) return;
    if (only) el.dataset.one = only; else delete el.dataset.one;
    for (const button of el.querySelectorAll("[data-only]")) button.setAttribute("aria-pressed", String(button.dataset.only === only));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-only]");
    if (!button) return;
    only = only === button.dataset.only ? "" : button.dataset.only;
    showOnly();
  });
  document.addEventListener("htmx:afterSettle", showOnly);

  // The present hour is in sight when the board opens
  document.addEventListener("DOMContentLoaded", () => {
    const wrap = document.getElementById("grid-wrap");
    const now = wrap?.querySelector(".nowline");
    if (now && wrap.scrollWidth > wrap.clientWidth) wrap.scrollLeft = now.offsetLeft - wrap.clientWidth / 3;
  });
})();
