// Turns what the stream says of the store into events on body: "workshop" becomes live:workshop.
// After a lost stream everything is asked again; the status line says how old the picture is.
"use strict";
(() => {
  const body = document.body;
  const address = body.dataset.live;
  if (!address) return;
  const line = document.getElementById("live");
  let heard = Date.now();
  let wasOff = false;

  // The store's wall clock, where the page says it; else the browser's own.
  const face = document.querySelector("[data-clock]")?.dataset.clock;
  const ahead = face ? Date.parse(`${face}Z`) - heard : -new Date().getTimezoneOffset() * 60_000;
  const clock = (moment) => new Date(moment + ahead).toISOString().slice(11, 19);

  function show(state) {
    if (!line) return;
    line.dataset.state = state;
    line.dataset.since = String(heard);
    for (const age of line.querySelectorAll("[data-age]")) age.textContent = clock(heard);
    body.dispatchEvent(new CustomEvent("live-state", { detail: { state, heard } }));
  }

  function fire(name, detail = {}) {
    if (window.htmx) htmx.trigger(body, name, detail);
  }

  // News does not take away the dialog that somebody types into, nor a form that waits for its answer
  // (whoever is gone from the page gets none): it waits until that is closed, or answered.
  const HELD = "dialog[open], form.htmx-request";
  const waiting = new Set();
  const hear = () => {
    const late = [...waiting];
    waiting.clear();
    for (const news of late) fire(news);
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    const news = requestConfig?.triggeringEvent?.type ?? "";
    if (!news.startsWith("live:") || !target.querySelector(HELD)) return;
    event.detail.shouldSwap = false;
    waiting.add(news);
  });
  document.addEventListener("htmx:afterRequest", (event) => event.detail.elt instanceof HTMLFormElement && hear());
  document.addEventListener("close", hear, true);

  function rooms() {
    const wanted = new Set();
    for (const element of document.querySelectorAll("[hx-trigger*='live:']")) {
      for (const [, room] of element.getAttribute("hx-trigger").matchAll(/live:([a-z]+)/g)) wanted.add(room);
    }
    return wanted;
  }

  function onMessage(message) {
    if (message.state === "off") {
      wasOff = true;
      show("off");
      return;
    }
    heard = Date.now();
    show("on");
    if (message.kind) fire(`live:${message.kind}`, { kind: message.kind });
    if (message.again && wasOff) {
      wasOff = false;
      for (const room of rooms()) fire(`live:${room}`, { kind: "again" });
    }
  }

  // Where there are no shared workers: what live-worker.js does, for this page alone.
  function alone() {
    const stream = new EventSource(address);
    let missing = 0;
    let beat = 15_000;
    const listen = () => {
      clearTimeout(missing);
      missing = setTimeout(() => { onMessage({ state: "off" }); stream.close(); alone(); }, 2.5 * beat);
    };
    listen();
    stream.onopen = () => { listen(); onMessage({ state: "on", again: true }); };
    stream.onerror = () => {
      onMessage({ state: "off" });
      if (stream.readyState !== EventSource.CLOSED) return;
      clearTimeout(missing);
      setTimeout(alone, 5000);
    };
    stream.addEventListener("live", (event) => { listen(); onMessage({ state: "on", kind: event.data }); });
    stream.addEventListener("beat", (event) => {
      beat = Number(event.data) * 1000 || beat;
      listen();
      onMessage({ state: "on" });
    });
  }

  if (!("SharedWorker" in window)) {
    alone();
    return;
  }
  const worker = new SharedWorker(body.dataset.worker, { name: "live" });
  worker.port.onmessage = ({ data }) => onMessage(data);
  worker.onerror = alone;
  worker.port.start();
  worker.port.postMessage({ address });
  window.addEventListener("pagehide", () => worker.port.postMessage({ bye: true }));
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
