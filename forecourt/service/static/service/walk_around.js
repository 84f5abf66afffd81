// Marks on the outline: a tap says where. The signature: a finger draws, the form carries the picture.
"use strict";
(() => {
  document.addEventListener("click", (event) => {
    const outline = event.target.closest("svg[data-outline]");
    const form = document.getElementById("mark-form");
    if (!outline || !form) return;
    const box = outline.getBoundingClientRect();
    const share = (at, start, size) => String(Math.round(Math.min(Math.max((at - start) / size, 0), 1) * 1000));
    document.getElementById("mark-x").value = share(event.clientX, box.left, box.width);
    document.getElementById("mark-y").value = share(event.clientY, box.top, box.height);
    form.requestSubmit();
  });

  const pad = document.getElementById("sign-pad");
  if (!(pad instanceof HTMLCanvasElement)) return;
  const pen = pad.getContext("2d");
  let isDown = false;
  let isEmpty = true;
  pen.lineWidth = 4;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    return [((event.clientX - box.left) * pad.width) / box.width, ((event.clientY - box.top) * pad.height) / box.height];
  };
  pad.addEventListener("pointerdown", (event) => {
    isDown = true;
    pad.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  pad.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    pen.lineTo(...place(event));
    pen.stroke();
    isEmpty = false;
  });
  for (const name of ["pointerup", "pointercancel"]) pad.addEventListener(name, () => { isDown = false; });
  document.querySelector("[data-clear-signature]")?.addEventListener("click", () => {
    pen.clearRect(0, 0, pad.width, pad.height);
    isEmpty = true;
  });
  document.querySelector("form[data-sign]")?.addEventListener("submit", () => {
    document.getElementById("sign-data").value = isEmpty ? "none" : pad.toDataURL("image/png");
  });
})();
