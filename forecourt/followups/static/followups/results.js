// The digits 1 to 5 press the result buttons of a call sheet, unless somebody is typing.
"use strict";
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches?.("input,textarea,select,[contenteditable]");
  if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
  document.querySelector(`form[data-results] button[data-digit="${CSS.escape(event.key)}"]`)?.click();
});
