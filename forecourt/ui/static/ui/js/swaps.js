// Answers that are not swapped in place: form errors without a place, rights, accidents, no network.
"use strict";
(() => {
  const notices = () => document.getElementById("notices");
  // What concerns an open dialog is said in it: the page behind it cannot be reached.
  const place = (element) =>
    element?.closest?.("dialog[open]")?.querySelector(".said") ?? notices();
  const said = (id) => document.getElementById(id)?.content.textContent ?? "";

  function say(sentence, element) {
    const box = place(element);
    if (!box || !sentence) return;
    const notice = document.createElement("div");
    notice.className = "notice st-part";
    notice.setAttribute("role", "alert");
    const text = document.createElement("span");
    text.className = "txt";
    text.textContent = sentence;
    notice.append(text);
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
    if (form.closest("dialog")) return; // forms.js sends it
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
