/* This site keeps nothing in its readers' browsers: here the worker that once did takes its leave. */
"use strict";

(function (root) {
  const { caches, registration } = root;
  const family = `handbill ${registration.scope} `;

  root.addEventListener("install", () => { root.skipWaiting(); });
  root.addEventListener("activate", (event) => { event.waitUntil(leave()); });

  async function leave() {
    const ours = (await caches.keys()).filter((name) => name.startsWith(family));
    await Promise.all(ours.map((name) => caches.delete(name)));
    await registration.unregister();
  }
})(globalThis);
