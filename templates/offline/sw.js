/* The worker that keeps this site in a reader's browser, for when the network goes. It keeps the
   files that are listed here and no others, and each only if it is the published one byte for byte. */
"use strict";

(function (root) {
  // Each file's path, and the first digits of its SHA-256.
  const KEPT = [];
  const VERSION = "";

  // After so many milliseconds without an answer a copy is shown.
  const PATIENCE = 3000;
  // So many files are fetched at a time: readers with a weak line are reading meanwhile.
  const LANES = 4;

  // Files whose names change with what is in them: a copy is as good as the file itself.
  const NAMED_BY_CONTENT = /^(?:assets|media)\//;
  const WIDTH = /-\d+\.\w+$/;

  /** A path in letters; one that cannot be read leads nowhere. */
  function decoded(path) {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }

  /** The files that an address may mean: hosts show folders' front pages, and leave `.html` away. */
  function meant(path) {
    if (path === "" || path.endsWith("/")) return [`${path}index.html`];
    return [path, `${path}.html`, `${path}/index.html`];
  }

  /** Where the page for missing pages may stand: in the address's own folder, else above it. */
  function missing(path) {
    const folders = path.split("/").slice(0, -1);
    return [...folders, ""].map((_, up) => [...folders.slice(0, folders.length - up), "404.html"].join("/"));
  }

  /** The page for missing pages, in its other words: this one was not kept, and may well be there. */
  function reworded(html) {
    const [, title] = /<h1 data-unkept="([^"]*)"/.exec(html) ?? [];
    const other = html.replace(/ data-unkept="([^"]*)">[^<]*/g, (_, words) => `>${words}`);
    return title ? other.replace(/<title>[^<]*/, () => `<title>${title}`) : other;
  }

  /** Another size or form of a picture, of those that are there. */
  function likeness(path, names) {
    const stem = WIDTH.test(path) && path.replace(WIDTH, "");
    return names.find((name) => WIDTH.test(name) && name.replace(WIDTH, "") === stem);
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { decoded, likeness, meant, missing, reworded };
    return;
  }

  const { caches, clients, crypto, registration } = root;
  const { scope } = registration;
  const revisions = new Map(KEPT);
  // No address has a blank in it: so a site in a folder below this one has caches of its own.
  const family = `handbill ${scope} `;
  const name = family + VERSION;
  let completing = null;

  root.addEventListener("install", (event) => {
    root.skipWaiting();
    event.waitUntil(gather());
  });

  root.addEventListener("activate", (event) => {
    event.waitUntil(takeOver());
  });

  root.addEventListener("fetch", (event) => {
    const { request } = event;
    const ours = request.method === "GET" && request.url.startsWith(scope);
    if (!ours || request.headers.has("range")) return;
    const path = decoded(request.url.slice(scope.length).split(/[?#]/)[0]);
    if (request.mode === "navigate") event.respondWith(page(event, path));
    else if (NAMED_BY_CONTENT.test(path)) event.respondWith(asset(event, path));
  });

  /** Fetch everything once; what does not come now is fetched later, when pages are opened. */
  async function gather() {
    const store = await caches.open(name);
    const older = (await ownCaches()).filter((one) => one !== name);
    const waiting = await lacking(store);
    const lane = async () => {
      for (let path; (path = waiting.shift()) !== undefined;) await obtain(store, path, older);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  async function takeOver() {
    const old = (await ownCaches()).filter((one) => one !== name);
    await Promise.all(old.map((one) => caches.delete(one)));
    await clients.claim();
  }

  async function ownCaches() {
    return (await caches.keys()).filter((one) => one.startsWith(family));
  }

  async function lacking(store) {
    const there = new Set((await store.keys()).map((request) => request.url));
    return [...revisions.keys()].filter((path) => !there.has(address(path)));
  }

  function address(path) {
    return scope + path.split("/").map(encodeURIComponent).join("/");
  }

  /** Keep a file: from an older cache if it has not changed, else from the network. */
  async function obtain(store, path, older) {
    try {
      for (const one of older) {
        const found = await (await caches.open(one)).match(address(path));
        if (found && await keep(store, path, found)) return true;
      }
      return await keep(store, path, await fetch(address(path), { cache: "no-cache" }));
    } catch {
      // No network, or no room: the page that somebody reads must not suffer from it.
      return false;
    }
  }

  /** Keep an answer if it is the published file: the sign-in page of a hotel's network is not. */
  async function keep(store, path, answer) {
    const bytes = await answer.arrayBuffer();
    const revision = revisions.get(path);
    if ((await digest(bytes)).slice(0, revision.length) !== revision) return false;
    const headers = new Headers(answer.headers);
    // The bytes are unpacked by now, and the same whoever asks for them.
    for (const one of ["content-encoding", "content-length", "vary"]) headers.delete(one);
    // A new answer: pages cannot be opened by one that was redirected, as some hosts do with index.html.
    await store.put(address(path), new Response(bytes, { headers }));
    return true;
  }

  async function add(path, answer) {
    await keep(await caches.open(name), path, answer);
  }

  async function digest(bytes) {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function kept(path) {
    if (path === undefined) return undefined;
    try {
      return await (await caches.open(name)).match(address(path));
    } catch {
      // A disk that gives nothing back must not keep away what the network has.
      return undefined;
    }
  }

  /** A page: from the network, and where that is slow, gone or in trouble, as it was kept. */
  async function page(event, path) {
    const known = meant(path).find((one) => revisions.has(one));
    const asked = fetch(event.request);
    event.waitUntil(asked.then((answer) => learn(known, known ? answer.clone() : answer)).catch(() => {}));
    const patience = new Promise((resolve) => { root.setTimeout(resolve, PATIENCE); });
    try {
      const answer = await Promise.race([asked, patience]);
      if (answer && answer.status < 500) return answer;
      return await shown(path, known) || await asked;
    } catch {
      return await shown(path, known) || await unkept(path) || Response.error();
    }
  }

  /** The copy of a page; a folder's front page needs the folder in its address for its links. */
  async function shown(path, known) {
    const copy = await kept(known);
    return copy && known === `${path}/index.html` ? Response.redirect(`${address(path)}/`) : copy;
  }

  /** What the network's answer tells of a page: it is gone, it is another one, or all is well. */
  async function learn(known, answer) {
    const store = await caches.open(name);
    if (answer.status === 404 || answer.status === 410) {
      if (known) await store.delete(address(known));
    } else if (answer.ok) {
      if (known) await keep(store, known, answer);
      await (completing ??= complete(store));
    }
  }

  /** Fetch what did not come at first, until something fails again. */
  async function complete(store) {
    for (const path of await lacking(store)) {
      if (!await obtain(store, path, [])) return;
    }
  }

  async function unkept(path) {
    for (const one of missing(path)) {
      const copy = await kept(one);
      if (copy) return new Response(reworded(await copy.text()), { headers: copy.headers });
    }
    return null;
  }

  /** A style, a script, a picture: the copy, the file, or the same picture in another size. */
  async function asset(event, path) {
    const copy = await kept(path);
    if (copy) return copy;
    try {
      const answer = await fetch(event.request);
      if (revisions.has(path)) event.waitUntil(add(path, answer.clone()).catch(() => {}));
      return answer;
    } catch {
      const other = likeness(path, [...revisions.keys()]);
      return await kept(other) || Response.error();
    }
  }
})(globalThis);
