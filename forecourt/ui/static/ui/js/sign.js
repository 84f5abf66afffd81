// data-sign="FIELD" holds a canvas to sign on; what is drawn goes into the hidden field as PNG.
"use strict";
(() => {
  const LINE = 2.5;
  const ready = new WeakSet();

  function prepare(box) {
    if (ready.has(box)) return;
    ready.add(box);
    const canvas = box.querySelector("canvas");
    const field = box.querySelector(`input[name="${box.dataset.sign}"]`);
    const pen = canvas.getContext("2d");

    function fit() {
      const seen = canvas.getBoundingClientRect();
      const scale = window.devicePixelRatio || 1;
      canvas.width = Math.max(1, Math.round(seen.width * scale));
      canvas.height = Math.max(1, Math.round(seen.height * scale));
      pen.scale(scale, scale);
      pen.lineWidth = LINE;
      pen.lineCap = pen.lineJoin = "round";
      pen.strokeStyle = "#12222a";
      field.value = "";
    }

    const place = (event) => {
      const seen = canvas.getBoundingClientRect();
      return [event.clientX - seen.left, event.clientY - seen.top];
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (!field.value) fit();
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...place(event));
      box.dataset.drawing = "true";
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!box.dataset.drawing) return;
      pen.lineTo(...place(event));
      pen.stroke();
    });
    const stop = () => {
      if (!box.dataset.drawing) return;
      delete box.dataset.drawing;
      field.value = canvas.toDataURL("image/png");
    };
    canvas.addEventListener("pointerup", stop);
    canvas.addEventListener("pointercancel", stop);
    box.querySelector("[data-sign-clear]").addEventListener("click", fit);
  }

  const find = (root) => root.querySelectorAll?.("[data-sign]").forEach(prepare);
  document.addEventListener("DOMContentLoaded", () => find(document));
  document.addEventListener("htmx:load", (event) => find(event.detail.elt));
})();
