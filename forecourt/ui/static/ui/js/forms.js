// What is sent and what comes back: answers without a place of their own, dialogs, forms sent from where they
// stand. One file, since every page has all three and they compress together.
"use strict";
(() => {
  const said = (id) => document.getElementById(id)?.content.textContent ?? "";

  function noticeOf(sentence) {
    const notice = document.createElement("div");
    notice.className = "notice st-part";
    notice.setAttribute("role", "alert");
    const text = document.createElement("span");
    text.className = "txt";
    text.textContent = sentence;
    notice.append(text);
    return notice;
  }

  // ANSWERS that are not swapped in place: form errors without a place, rights, accidents, no network.

  const notices = () => document.getElementById("notices");
  // What concerns an open dialog is said in it: the page behind it cannot be reached.
  const place = (element) =>
    element?.closest?.("dialog[open]")?.querySelector(".said") ?? notices();

  function say(sentence, element) {
    const box = place(element);
    if (!box || !sentence) return;
    const notice = noticeOf(sentence);
    box.replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  }

  // A 422 that is only a list of errors goes to the notices; a 422 that is the form stays in place.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, serverResponse, requestConfig } = event.detail;
    const box = place(requestConfig.elt);
    if (xhr.status >= 400 && /id="(form-errors|refusal)"/.test(serverResponse) && box) {
      event.detail.target = box;
      event.detail.swapOverride = "innerHTML";
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.xhr?.status === 422) {
      event.detail.target.querySelector?.("[aria-invalid=true]")?.focus();
    }
    if (event.detail.target?.id === "notices") notices().scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("htmx:responseError", (event) => {
    const { xhr, elt } = event.detail;
    const box = place(elt);
    const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const refusal = answer.getElementById("refusal");
    if (box && refusal?.classList.contains("notice")) {
      box.replaceChildren(document.adoptNode(refusal));
      return;
    }
    say(said(xhr.status === 403 ? "says-forbidden" : "says-failed"), elt);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => say(said("says-offline"), event.detail.elt));
  }

  // A success clears old refusals.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { verb, elt } = event.detail.requestConfig;
    if (verb !== "get") place(elt)?.replaceChildren();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (button) button.closest(".notice").remove();
  });

  // After 300 ms of waiting a thin bar runs over the panel; the old content stays.
  const waiting = new WeakMap();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const element = event.detail.elt;
    if (element.closest(".app-status,.find")) return;
    const panel = element.closest(".panel,dialog") ?? document.getElementById("main");
    if (!panel) return;
    waiting.set(event.detail.xhr, [panel, setTimeout(() => panel.classList.add("is-loading"), 300)]);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const [panel, timer] = waiting.get(event.detail.xhr) ?? [];
    clearTimeout(timer);
    panel?.classList.remove("is-loading");
  });

  // A form is sent once; the key in it makes a second time harmless, this makes it rare.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (isOurs(form)) return; // it is busy until its answer is there, see below
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // DIALOGS: data-open="ID" opens one, data-close closes the one it stands in; menus close on a click elsewhere.

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

  // FORMS that somebody typed into are sent from where they stand: what is in the way is said at the field it
  // concerns, and what was typed stays. Without this script, or with data-plain, they are ordinary forms.

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
    const notice = noticeOf(sentence);
    notice.classList.add("full");
    notice.dataset.said = "";
    notice.tabIndex = -1;
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
