// The frame itself: its keys, the theme without a reload, the clock that goes on, forms with unsaved work.
// F2 new, F3 or Ctrl+K search, F4 plan, Alt menus; arrows in tables and menus; Ctrl+Enter saves, Esc goes back.
"use strict";
(() => {
  const find = () => document.getElementById("find-box");
  const isTyping = (element) => element.matches?.("input,textarea,select,[contenteditable]");

  function focusMenu() {
    document.querySelector(".app-menu nav > a, .app-menu nav summary")?.focus();
  }

  function moveIn(list, current, step) {
    if (!list.length) return;
    const at = list.indexOf(current);
    list[(at + step + list.length) % list.length].focus();
  }

  function inMenus(event) {
    const bar = event.target.closest(".app-menu nav");
    if (!bar) return false;
    const menu = event.target.closest("details.drop");
    const heads = [...bar.querySelectorAll(":scope > a, :scope > details > summary")];
    const head = menu ? menu.querySelector("summary") : event.target;
    const isOpen = Boolean(menu?.open);
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      moveIn(heads, head, event.key === "ArrowRight" ? 1 : -1);
      if (isOpen && document.activeElement.matches("summary")) document.activeElement.parentElement.open = true;
      return true;
    }
    if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      menu.open = true;
      moveIn([...menu.querySelectorAll(".pop a, .pop button")], document.activeElement, event.key === "ArrowDown" ? 1 : -1);
      return true;
    }
    if (menu && event.key === "Escape") {
      menu.open = false;
      head.focus();
      return true;
    }
    return false;
  }

  // Rows: arrows move the cursor, Enter opens the row's first link, Space selects its box.
  function inTable(event) {
    const row = event.target.closest("table.tbl tbody tr");
    if (!row || isTyping(event.target)) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      const target = next?.querySelector("a,button,input") ?? null;
      if (!target) return false;
      target.focus();
      return true;
    }
    if (event.key === " " && event.target.matches("a")) {
      const box = row.querySelector("input[type=checkbox]");
      if (box) box.click();
      return Boolean(box);
    }
    return false;
  }

  document.addEventListener("focusin", (event) => {
    for (const row of document.querySelectorAll("tr[data-cursor]")) {
      row.removeAttribute("aria-selected");
      delete row.dataset.cursor;
    }
    const row = event.target.closest("table.tbl tbody tr");
    if (row && !row.hasAttribute("aria-selected")) {
      row.setAttribute("aria-selected", "true");
      row.dataset.cursor = "yes";
    }
  });

  // Results of the search box: down goes into the list, up comes back.
  function inSearch(event) {
    const found = document.getElementById("found");
    if (!found || !event.target.closest("#find")) return false;
    const links = [...found.querySelectorAll("a")];
    if (event.key === "Escape") {
      found.replaceChildren();
      find().value = "";
      find().blur();
      return true;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
    if (!links.length) return false;
    const at = links.indexOf(document.activeElement);
    const to = event.key === "ArrowDown" ? at + 1 : at - 1;
    (to < 0 || to >= links.length ? find() : links[to]).focus();
    return true;
  }

  function plain(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return find()?.select() ?? true;
    if (event.ctrlKey && event.key === "Enter") {
      const form = event.target.closest("form");
      form?.requestSubmit();
      return Boolean(form);
    }
    if (event.key === "F3") return find()?.select() ?? true;
    if (["F2", "F4", "F6", "F8"].includes(event.key)) {
      const target = document.querySelector(`[data-key="${event.key}"]`);
      target?.click();
      return Boolean(target);
    }
    if (event.key === "Escape" && isTyping(event.target)) {
      const cancel = event.target.closest("form")?.querySelector("[data-cancel]");
      cancel?.click();
      return Boolean(cancel);
    }
    return false;
  }

  document.addEventListener("keydown", (event) => {
    const isMine = inSearch(event) || inMenus(event) || inTable(event) || plain(event);
    if (isMine !== false) event.preventDefault();
  });

  let altAlone = false;
  document.addEventListener("keydown", (event) => { altAlone = event.key === "Alt" && !event.repeat; });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Alt" || !altAlone) return;
    event.preventDefault();
    focusMenu();
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#find")) document.getElementById("found")?.replaceChildren();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-form]")) return;
    event.preventDefault();
    const button = form.querySelector("button");
    const chosen = button.value;
    document.documentElement.dataset.theme = chosen;
    button.value = chosen === "dark" ? "light" : "dark";
    const sent = new FormData(form);
    sent.set("theme", chosen);
    fetch(form.action, { method: "POST", body: sent, redirect: "manual" });
    delete form.dataset.sent;
  });

  const face = document.querySelector("[data-clock]");
  if (face) {
    const start = Date.parse(`${face.dataset.clock}Z`) - performance.now();
    const days = face.dataset.weekdays.split(",");
    const tick = () => {
      const date = new Date(start + performance.now());
      const iso = date.toISOString();
      face.textContent = `${iso.slice(0, 10)} ${days[(date.getUTCDay() + 6) % 7]} ${iso.slice(11, 16)}`;
    };
    setInterval(tick, 5000);
  }

  // Unsaved work asks once before leaving: forms say data-guard.
  let isDirty = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) isDirty = true; });
  document.addEventListener("submit", () => { isDirty = false; });
  window.addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
})();
