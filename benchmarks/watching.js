/* Tells when the first frame stands in which a page, or its style, holds new words. */
"use strict";

(() => {
  const known = { page: "", style: "" };

  function look() {
    if (document.body) {
      tell("page", document.body.textContent.match(/seen\d+page/)?.[0]);
      const style = getComputedStyle(document.documentElement).getPropertyValue("--bench");
      tell("style", style.match(/seen\d+style/)?.[0]);
    }
    requestAnimationFrame(look);
  }

  function tell(kind, words) {
    if (!words || known[kind] === words) return;
    known[kind] = words;
    // The callback comes before its frame is drawn; a message from it is heard when that is done.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.benchSaw(words, Date.now(), performance.timeOrigin);
    port2.postMessage("");
  }

  requestAnimationFrame(look);
})();
