/* Where one is in a page, so that the same words stand there when it is loaded anew. */
"use strict";

(function (root) {
  const { document, history, location } = root;
  const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"];

  root.handbillPlace = { here, goBack };

  /** The nearest element with an id at or above the top of what is seen, or null. */
  function here() {
    if (!root.scrollY) return null;
    let place = null;
    for (const element of document.querySelectorAll("body [id]")) {
      const { top } = element.getBoundingClientRect();
      const nearer = top < 1 && (!place || top >= place.top);
      if (nearer && moves(element)) place = { path: location.pathname, id: element.id, top };
    }
    return place;
  }

  /** Whether an element is seen, and goes along when the page is scrolled. */
  function moves(element) {
    if (!element.getClientRects().length) return false;
    for (let one = element; one; one = one.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(one).position)) return false;
    }
    return true;
  }

  /** Scrolls a page that was loaded anew until the element stands where it stood. */
  function goBack(place) {
    const [navigation] = root.performance.getEntriesByType("navigation");
    if (navigation?.type !== "reload" || place?.path !== location.pathname) return;
    const element = document.getElementById(place.id);
    if (!element) return;
    // The browser counts from the top of the page, where there may be more now.
    history.scrollRestoration = "manual";
    let untouched = true;
    const put = () => {
      const top = element.getBoundingClientRect().top - place.top;
      if (untouched) root.scrollBy({ top, behavior: "instant" });
    };
    const leave = () => { untouched = false; };
    for (const hand of HANDS) root.addEventListener(hand, leave, { once: true, passive: true });
    put();
    root.addEventListener("load", put, { once: true });
  }
})(globalThis);
