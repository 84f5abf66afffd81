// data-open="ID" opens a dialog, data-close closes the one it stands in; menus close on a click elsewhere.
"use strict";
(() => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      document.getElementById(opener.dataset.open)?.showModal();
      return;
    }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement) event.target.close();
    for (const menu of document.querySelectorAll("details.drop[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.open || !menu.matches(".drop")) return;
    for (const other of document.querySelectorAll("details.drop[open]")) {
      if (other !== menu) other.open = false;
    }
  }, true);
  // A dialog that an answer brings (data-show) opens by itself.
  document.addEventListener("htmx:load", (event) => {
    const root = event.detail.elt;
    const dialogs = [...(root.querySelectorAll?.("dialog[data-show]") ?? [])];
    if (root.matches?.("dialog[data-show]")) dialogs.push(root);
    for (const dialog of dialogs) if (!dialog.open) dialog.showModal();
  });
  // The server says that it is done with: HX-Trigger: close-dialog.
  document.addEventListener("close-dialog", () => {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  });
})();
