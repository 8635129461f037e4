/* Static pages do not wake up: what has ended by the reader's clock stops asking. It stays to be read. */
"use strict";

(function (root) {
  /**
   * Whether a moment (ISO) lies before `now`, in milliseconds; no moment never does. One without a
   * zone is the reader's own: a day is over for them when it is over where they are.
   */
  function isOver(moment, now) {
    const end = Date.parse(moment);
    return Number.isFinite(end) && end < now;
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { isOver };
    return;
  }

  const { document } = root;
  // What stands under a page's title says what the page is for.
  const CALL = ":scope > .headline > .standfirst";
  // Of a page that is there for nothing else, its title stays.
  const ASKING = `[data-open], ${CALL}, :scope[data-whole] > :not(.headline, [data-over])`;
  // A page is passed on as long as the campaign lasts, and all that stands on it.
  const SHARED = "[data-share], .event > .what > .tools";

  function look() {
    for (const element of document.querySelectorAll("[data-until]")) {
      if (isOver(element.dataset.until, Date.now())) end(element);
    }
    for (const list of document.querySelectorAll("[data-asks]")) {
      const asks = [...list.querySelectorAll("[data-ask]")];
      const instead = list.querySelector(":scope > [data-instead]");
      if (!instead || !asks.length || !asks.every((ask) => ask.matches(".past"))) continue;
      instead.hidden = false;
      hide(list.querySelectorAll(CALL));
    }
  }

  /** Hide what asks, and show when it ended; what does nothing but ask goes as a whole. */
  function end(element) {
    const over = element.querySelector("[data-over]");
    element.classList.add("past");
    element.removeAttribute("data-until");
    if (element.matches("[data-share]")) hide(document.querySelectorAll(SHARED));
    if (!over) {
      element.hidden = true;
      return;
    }
    over.hidden = false;
    hide(element.querySelectorAll(ASKING));
  }

  function hide(parts) {
    for (const part of parts) part.hidden = true;
  }

  // A page that was kept open, or that comes back from memory, has not been read again.
  root.addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  look();
})(globalThis);
