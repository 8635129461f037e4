/* What the preview draws over a page: its mistakes, and a bar with its facts. Never published. */
"use strict";

(function (root) {
  const { command, heading, mistakes, outputPath, settled } = root.handbillWords;
  const { PHONE, drawn, make } = root.handbillDrawing;
  const { goBack, here } = root.handbillPlace;
  const { document, location } = root;
  const own = document.currentScript.dataset;
  const token = own.token || own.socket.split("/").pop();
  const SILENT = "The preview does not answer. Is it still running?";

  const said = make("p", { class: "said", role: "status", hidden: "" });
  const unseen = make("p", { class: "unseen", role: "status" });
  const parts = make("div", {});
  const inside = { class: "handbill", lang: "en", dir: "ltr", hidden: "" };
  const box = make("div", inside, said, unseen, parts);
  const act = { toggle, hide, edit, source, phone: phoneWidth };
  let view = { open: "", folded: "", raised: false, small: false, height: 0, ...remembered() };
  let state = null;
  let asked = 0;
  let quiet = 0;
  let back = 0;
  let early = "";

  start();

  function start() {
    const host = document.createElement("handbill-preview");
    // Until its style sheet is there, it would only be in the way.
    const show = () => { box.hidden = false; };
    const link = { rel: "stylesheet", href: "/_handbill/preview.css", load: show, error: show };
    host.attachShadow({ mode: "open" }).append(make("link", link), box);
    document.documentElement.append(host);
    // Set before the browser goes back to where one was, so that there is as much to scroll.
    reserve(view.height);
    goBack(view.place);
    new ResizeObserver(() => reserve(box.offsetHeight)).observe(box);
    document.addEventListener("keydown", pressed);
    // A browser goes back to the words that one saw, and so past a ribbon that is new above them.
    root.addEventListener("pagehide", () => {
      root.history.scrollRestoration = root.scrollY ? "auto" : "manual";
      remember({ place: here() });
    });
    document.addEventListener("LiveReloadConnect", refresh);
    document.addEventListener("LiveReloadDisconnect", refresh);
    // The protocol's script, which comes next, looks for names that begin like this one.
    root.LiveReloadPluginHandbill = class {
      static identifier = "handbill";
      static version = "1.0";

      reload(path) {
        if (path === "/_handbill/state") refresh();
        return path === "/_handbill/state";
      }
    };
    refresh();
  }

  /** Room below the page for what lies over its end. */
  function reserve(height) {
    if (!height) return;
    document.documentElement.style.setProperty("--handbill-height", `${height}px`);
    remember({ height });
  }

  function remembered() {
    try {
      return JSON.parse(root.sessionStorage.getItem("handbill"));
    } catch {
      return null; // A browser may refuse to keep anything.
    }
  }

  function remember(changes) {
    view = { ...view, ...changes };
    try {
      root.sessionStorage.setItem("handbill", JSON.stringify(view));
    } catch {
      // Then it holds until the next page.
    }
  }

  async function refresh() {
    const turn = ++asked;
    const path = encodeURIComponent(own.page || outputPath(location.pathname));
    const wanted = { headers: { "X-Handbill-Token": token }, cache: "no-store" };
    const got = await fetch(`/_handbill/state.json?path=${path}`, wanted).catch(() => null);
    // Begun anew, it has another token, which stands in the page that it gives now.
    if (got?.status === 403 && state) return void location.reload();
    const answer = got?.ok ? await got.json().catch(() => null) : null;
    if (turn !== asked) return;
    clearTimeout(back);
    if (!answer || !answer.counts) {
      back = setTimeout(refresh, 2000);
      early = "";
      return void say(SILENT);
    }
    hush(SILENT);
    const wish = early;
    early = "";
    const known = state && JSON.stringify({ ...state, edition: answer.edition });
    state = answer;
    // Drawn anew under a finger, a button would miss its click.
    if (known !== JSON.stringify(answer)) change(settled(view, state));
    obey(wish);
  }

  function change(changes) {
    remember(changes);
    const key = box.getRootNode().activeElement?.dataset.key;
    const scrolled = parts.querySelector(".scroll")?.scrollTop;
    parts.replaceChildren(...drawn(state, view, act));
    parts.querySelector(".scroll")?.scrollTo(0, scrolled || 0);
    if (key) focus(key);
    const raised = view.open === "problems" && state.failed ? heading(state) : "";
    if (unseen.textContent !== raised) unseen.textContent = raised;
  }

  function focus(key) {
    const found = parts.querySelector(`[data-key="${CSS.escape(key)}"]`);
    // What was folded is opened again from the strip or the bar.
    const next = found || parts.querySelector("[data-key=strip], [data-key=problems]");
    next?.focus({ preventScroll: true });
  }

  /** Opens a drawer, or closes it where it is open; errors then stay folded. */
  function toggle(name) {
    const open = view.open === name ? "" : name;
    change({ open, small: false, folded: open === "problems" ? "" : mistakes(state) });
  }

  function hide() {
    change({ small: !view.small, open: "", folded: mistakes(state) });
  }

  function say(words) {
    if (said.textContent !== words) said.textContent = words;
    said.hidden = false;
    clearTimeout(quiet);
    quiet = setTimeout(hush, 8000, words);
  }

  function hush(words) {
    if (said.textContent === words) said.hidden = true;
  }

  function pressed(event) {
    const [target] = event.composedPath();
    if (event.defaultPrevented) return;
    const nowhere = [document.body, document.documentElement].includes(target);
    const ours = nowhere || parts.contains(target);
    if (state && event.key === "Escape" && view.open && ours) toggle(view.open);
    if (target.closest?.("input, textarea, select") || target.isContentEditable) return;
    const wanted = command(event);
    // Right after a page was loaded anew, nothing is known of it yet.
    if (state) obey(wanted);
    else early = wanted || early;
  }

  function obey(wanted) {
    if (wanted === "details") toggle("details");
    if (wanted === "edit") source();
  }

  function source() {
    const page = state.page;
    if (page && page.source) edit({ path: page.source, line: page.line, column: 1 });
    else say("This page follows from the content: it has no file of its own.");
  }

  /** Asks for the editor on a socket of its own: the protocol's script keeps its one private. */
  function edit({ path, line, column }) {
    const scheme = location.protocol.replace("http", "ws");
    const socket = new WebSocket(`${scheme}//${location.host}${own.socket}`);
    const late = setTimeout(() => end(SILENT), 5000);
    const send = (message) => socket.send(JSON.stringify(message));
    const hello = "http://livereload.com/protocols/official-7";
    const answers = {
      hello: () => send({ command: "open", path, line: line || 1, column: column || 1 }),
      opened: () => end(`Opened ${path} in your editor.`),
      alert: ({ message }) => end(message),
    };
    socket.onopen = () => send({ command: "hello", protocols: [hello] });
    socket.onclose = () => end(SILENT);
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      answers[message.command]?.(message);
    };

    function end(words) {
      clearTimeout(late);
      socket.onclose = null;
      socket.close();
      say(words);
    }
  }

  /** A frame is against the page's policy, and a narrow body leaves its media queries alone. */
  function phoneWidth() {
    if (root.name === PHONE) return void root.close();
    // Without an address the window is found by its name if it is open, whoever opened it.
    const phone = root.open("", PHONE, "popup,width=390,height=844");
    if (!phone) say("The browser did not open a small window: allow it for this address.");
    else if (isBlank(phone)) phone.location.replace(location.href);
    else phone.close();
  }

  function isBlank(window) {
    try {
      return window.location.href === "about:blank";
    } catch {
      return false; // A link led it to another site.
    }
  }
})(globalThis);
