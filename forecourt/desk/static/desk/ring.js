// The ring road by keyboard: arrows walk the loop in the order of the trade.
"use strict";
document.addEventListener("keydown", (event) => {
  const node = event.target.closest("[data-ring] .node");
  if (!node) return;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const nodes = [...node.parentElement.querySelectorAll(".node")];
  nodes[(nodes.indexOf(node) + step + nodes.length) % nodes.length].focus();
  event.preventDefault();
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const node = event.detail.elt.closest?.("[data-ring] .node");
  if (!node) return;
  for (const other of node.parentElement.querySelectorAll(".node.on")) other.classList.remove("on");
  node.classList.add("on");
});
