/* The copy for when the network goes: has the browser keep one, and deletes it when asked to. */
"use strict";

(function (root) {
  const { document, location, navigator } = root;
  // Only for as long as the tab is open: a wish to leave no trace must not leave one.
  const REFUSED = "handbill.no-copy";

  const worker = new URL("../sw.js", document.currentScript.src).href;
  const scope = new URL("./", worker).href;
  const { serviceWorker } = navigator;
  // A folder on a disk is its own copy, and an open line must not bring in a worker that stays.
  if (!serviceWorker || !root.isSecureContext || !/^https?:$/.test(location.protocol)) return;

  root.addEventListener("load", () => {
    // Whoever saves data has not asked for pages that they may never read.
    if (!navigator.connection?.saveData && !refused()) keep();
  });
  for (const offer of document.querySelectorAll("[data-kept-here]")) equip(offer);

  function keep() {
    // Browsers look for a new copy in their own time, seconds later; what was taken down must go at
    // once. Without a copy the page is as good as before: private windows allow none, for example.
    const known = Boolean(serviceWorker.controller);
    serviceWorker.register(trusted()).then((one) => known && one.update()).catch(() => {});
  }

  /** The one address that the page's policy lets through as a script's. */
  function trusted() {
    const rule = root.trustedTypes?.createPolicy("handbill", { createScriptURL: () => worker });
    return rule ? rule.createScriptURL("") : worker;
  }

  function refused() {
    try {
      return root.sessionStorage.getItem(REFUSED) !== null;
    } catch {
      return false;
    }
  }

  function equip(offer) {
    const [button, done] = [offer.querySelector("button"), offer.querySelector("[role=status]")];
    offer.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      const { deleted, failed } = offer.dataset;
      done.textContent = await forget().then(() => deleted, () => failed);
      button.disabled = false;
    });
  }

  async function forget() {
    root.sessionStorage.setItem(REFUSED, "");
    // Of a site in a folder above this one the worker is not ours to send away.
    const ours = (await serviceWorker.getRegistrations()).filter((one) => one.scope === scope);
    await Promise.all(ours.map((one) => one.unregister()));
    const names = (await root.caches.keys()).filter((name) => name.startsWith(`handbill ${scope} `));
    await Promise.all(names.map((name) => root.caches.delete(name)));
  }
})(globalThis);
