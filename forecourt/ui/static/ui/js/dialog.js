// data-open="ID" opens a dialog, data-close closes the one it stands in; menus close on a click elsewhere;
// the form of a dialog is sent from where it stands.
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

  // A dialog's form is sent without leaving the page: what is in the way is said in the dialog, and
  // what was typed stays. Without this script, or with data-plain, it is an ordinary form.
  const said = (id) => document.getElementById(id)?.content.textContent ?? "";

  function clear(form) {
    for (const old of form.querySelectorAll("[data-said]")) old.remove();
    for (const field of form.querySelectorAll("[data-blamed]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("data-blamed");
    }
  }

  function blame(form, name, sentence) {
    const field = name && [...form.elements].find((one) => one.name === name && one.type !== "hidden");
    if (!field) return null;
    field.setAttribute("aria-invalid", "true");
    field.dataset.blamed = "";
    if (sentence) {
      const error = document.createElement("span");
      error.className = "err";
      error.dataset.said = "";
      error.textContent = sentence;
      (field.closest(".field") ?? field.parentElement).append(error);
    }
    return field;
  }

  function tell(form, sentence) {
    const notice = document.createElement("div");
    notice.className = "notice st-part full";
    notice.dataset.said = "";
    notice.tabIndex = -1;
    notice.setAttribute("role", "alert");
    const text = document.createElement("span");
    text.className = "txt";
    text.textContent = sentence;
    notice.append(text);
    (form.querySelector(".body") ?? form).prepend(notice);
    return notice;
  }

  // What an answer says is wrong: [name of the field or "", sentence] each.
  function faults(answer, page) {
    const refusal = page.querySelector("#refusal .txt, #refusal p");
    if (refusal) return [[answer.headers.get("X-Refusal-Field") ?? "", refusal.textContent.trim()]];
    const listed = [...page.querySelectorAll("#form-errors [data-field]")];
    const drawn = [...page.querySelectorAll(".field:has(.err)")];
    const found = [
      ...listed.map((one) => [one.dataset.field, one.textContent.trim()]),
      ...drawn.map((one) => [one.querySelector("[name]")?.name ?? "", one.querySelector(".err").textContent.trim()]),
    ];
    if (found.length) return found;
    const whole = page.querySelector("#form-errors .txt, form .err");
    return [["", whole?.textContent.trim() || said(answer.status === 403 ? "says-forbidden" : "says-failed")]];
  }

  async function send(form, submitter) {
    const body = new FormData(form, submitter);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { "X-Dialog": "1" } });
    } catch {
      tell(form, said("says-offline")).focus();
      return;
    }
    const there = answer.headers.get("X-Location");
    if (there !== null || answer.ok) {
      const address = new URL(there ?? answer.url, location.href);
      if (address.href === location.href) location.reload();
      else location.assign(address);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const blamed = faults(answer, page).map(([name, sentence]) => blame(form, name, sentence) ?? tell(form, sentence));
    blamed[0].focus();
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.closest("dialog") || form.method !== "post" || event.defaultPrevented) return;
    if (form.hasAttribute("hx-post") || "plain" in form.dataset) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    clear(form);
    await send(form, event.submitter);
    form.ariaBusy = null;
  });
})();
