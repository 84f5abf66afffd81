// A form that somebody typed into is sent from where it stands: what is in the way is said at the field it
// concerns, and what was typed stays. Without this script, or with data-plain, it is an ordinary form.
"use strict";
(() => {
  const said = (id) => document.getElementById(id)?.content.textContent ?? "";
  const TYPED = "input:not([type=hidden], [type=submit], [type=button]), textarea, select";

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
    const whole = page.querySelector("#form-errors .txt, form > .err, form .err.full, .body > .err");
    if (found.length) return found;
    return [["", whole?.textContent.trim() || said(answer.status === 403 ? "says-forbidden" : "says-failed")]];
  }

  async function send(form, submitter) {
    const body = new FormData(form, submitter);
    let answer;
    try {
      const to = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
      answer = await fetch(to, { method: "POST", body, headers: { "X-Dialog": "1" } });
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

  function isOurs(form) {
    if (form.method !== "post" || form.hasAttribute("hx-post") || "plain" in form.dataset) return false;
    if (form.closest("dialog")) return true;
    return !form.target && [...form.querySelectorAll(TYPED)].some((one) => one.type !== "file");
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !isOurs(form)) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    clear(form);
    await send(form, event.submitter);
    form.ariaBusy = null;
    delete form.dataset.sent; // what was refused may be sent again at once
  });

  // htmx sends the others; a refusal that names a field of theirs is said there too.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (form instanceof HTMLFormElement) clear(form);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig, serverResponse } = event.detail;
    const name = xhr.getResponseHeader("X-Refusal-Field");
    const form = requestConfig.elt;
    if (!name || !(form instanceof HTMLFormElement)) return;
    const page = new DOMParser().parseFromString(serverResponse, "text/html");
    const field = blame(form, name, page.querySelector("#refusal .txt")?.textContent.trim());
    if (!field) return;
    event.detail.shouldSwap = false;
    field.focus();
  });
})();
