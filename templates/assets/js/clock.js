/* Static pages do not wake up: what has ended by the reader's clock stops asking. It stays to be read. */
"use strict";

(function (root) {
  /** Whether a moment (ISO, with zone) lies before `now`, in milliseconds; no moment never does. */
  function isOver(moment, now) {
    const end = Date.parse(moment);
    return Number.isFinite(end) && end < now;
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { isOver };
    return;
  }

  const { document } = root;

  function look() {
    for (const element of document.querySelectorAll("[data-until]")) {
      if (isOver(element.dataset.until, Date.now())) end(element);
    }
    for (const list of document.querySelectorAll("[data-asks]")) {
      const asks = [...list.querySelectorAll("[data-ask]")];
      const instead = list.querySelector("[data-instead]");
      if (instead && asks.length && asks.every((ask) => ask.hidden)) instead.hidden = false;
    }
  }

  /** Hide what asks, and show when it ended; what does nothing but ask goes as a whole. */
  function end(element) {
    const over = element.querySelector("[data-over]");
    element.classList.add("past");
    element.removeAttribute("data-until");
    if (!over) {
      element.hidden = true;
      return;
    }
    over.hidden = false;
    for (const part of element.querySelectorAll("[data-open]")) part.hidden = true;
  }

  // A page that was kept open, or that comes back from memory, has not been read again.
  root.addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  look();
})(globalThis);
