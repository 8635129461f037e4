/* The chooser of a Mastodon server: takes a message from the address, and makes the link to share it
   with. The message stays behind the #, which no server gets; a server is kept on request only. */
"use strict";

(function (root) {
  const KEY = "handbill.servers";
  const MOST_SERVERS = 5;
  const LINK_WEIGHT = 23;

  // What keyboards and copying leave around an address, and nobody sees or means.
  const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g;
  const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
  const NAME = "[\\p{L}\\p{M}\\p{N}_.-]+";
  const HANDLE = new RegExp(`^@${NAME}@|^[\\p{L}\\p{N}_-]+@`, "u");
  const PROFILE = new RegExp(`^/(?:@${NAME}(?:@${NAME})?/?)?$`, "u");

  // A link as Mastodon finds it: a name with a dot, and brackets in pairs. Which endings a name may
  // have it knows from a list; here any word will do.
  const SIGN = "[^\\s!'#%&()*+,\\\\\\-./:;<=>?@\\[\\]^_{|}~$]";
  const PAIR = "\\((?:[^\\s<>()?]|\\([^\\s<>()?]+\\))+\\)";
  const LINK = new RegExp(
    `(?<![a-z\\d@＠$#＃])https?://(?:(?:${SIGN}|[_-])+\\.)+\\p{L}{2,}(?::\\d+)?` +
    `(?:/(?:(?:[^\\s<>()?]|${PAIR})*(?:[^\\s()?!*"'「」<>;:=,.$%\\[\\]~&|@]|${PAIR}))?)?` +
    "(?:\\?[a-z\\d!?*'();:&=+$/%#\\[\\]\\-_.,~|@^\\u{a0}-\\u{10fffd}]*[a-z\\d_&=#/\\-\\u{a0}-\\u{10fffd}])?",
    "giu",
  );

  /** Which way the words of a message run, by their first letter; '' for none: as the page does. */
  function direction(text) {
    const words = text.replace(/https?:\/\/\S+|[#@][\p{L}\p{N}_.@-]+/gu, "");
    const letter = /\p{L}/u.exec(words)?.[0];
    return letter ? (/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(letter) ? "rtl" : "ltr") : "";
  }

  /** The server in what somebody wrote: `{host, shown}`, `{wrong}` with the reason, or null. */
  function parse(written) {
    const text = written.normalize("NFKC").replace(INVISIBLE, "").replace(/[。｡]/g, ".").trim();
    if (!text) return null;
    if (/[\s\p{C}]/u.test(text)) return { wrong: "blank" };
    const scheme = /^([a-z][a-z\d+.-]*):(?!\d)/i.exec(text)?.[1].toLowerCase();
    if (scheme && !/^https?:\/\/[^/]/i.test(text)) {
      return { wrong: /^[^:]*:[^/]*$/.test(text) && scheme.includes(".") ? "port" : "scheme" };
    }
    const rest = scheme ? text.slice(text.indexOf("//") + 2) : text.replace(HANDLE, "");
    const [, place, path] = /^([^/?#\\]*)(.*)$/su.exec(rest);
    if (place.includes("@")) return { wrong: "user" };
    if (!PROFILE.test(path || "/")) return { wrong: "path" };
    return server(place);
  }

  function server(place) {
    const [name, port, ...more] = place.toLowerCase().split(":");
    if (more.length || (port !== undefined && !isPort(port))) return { wrong: "port" };
    const labels = name.replace(/\.$/, "").split(".");
    const last = labels.at(-1);
    const named = labels.length > 1 && labels.every((label) => LABEL.test(label));
    if (!named || !/\p{L}/u.test(last) || /^0x/.test(last)) return { wrong: "name" };
    const shown = labels.join(".") + (port ? `:${Number(port)}` : "");
    let host;
    try {
      host = new URL(`https://${shown}/`).host;
    } catch {
      return { wrong: "name" };
    }
    return /^[a-z\d-]{1,63}(\.[a-z\d-]{1,63})+(:\d+)?$/.test(host) && host.length < 254
      ? { host, shown }
      : { wrong: "name" };
  }

  function isPort(text) {
    return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65536;
  }

  /** The message in an address's fragment, or null where there is none that can be read. */
  function message(fragment) {
    const found = /^#text=(.+)$/s.exec(fragment);
    try {
      return found ? decodeURIComponent(found[1]) : null;
    } catch {
      return null;
    }
  }

  /** How long Mastodon takes a message to be: links count alike, of a handle only its name. */
  function length(text) {
    const counted = text
      .replace(LINK, "x".repeat(LINK_WEIGHT))
      .replace(/(^|[^\w/])(@\w+)@[\w.-]*\w/g, "$1$2");
    return [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(counted)].length;
  }

  /** The servers in what was kept: those alone that could have been written by hand. */
  function kept(stored) {
    let list;
    try {
      list = JSON.parse(stored);
    } catch {
      return [];
    }
    const names = Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
    return [...new Set(names.map((name) => parse(name)?.shown).filter(Boolean))].slice(0, MOST_SERVERS);
  }

  /** The list with a server at its head. */
  function added(names, shown) {
    return [shown, ...names.filter((name) => name !== shown)].slice(0, MOST_SERVERS);
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { parse, message, length, direction, kept, added };
    return;
  }

  const chooser = root.document.querySelector("[data-chooser]");
  const { handbill } = root;
  if (chooser && chooser.hidden && handbill) start(chooser, root.document);

  /** The address at which a server takes a message. */
  function address(host, text) {
    return handbill.fill(`https://${host}/share?text={text}`, { text });
  }

  function start(chooser, document) {
    const said = chooser.dataset;
    const part = (name) => chooser.querySelector(`[data-part="${name}"]`);
    const [words, field, wrong, tick, link] = ["words", "server", "wrong", "remember", "open"].map(part);
    const digits = new Intl.NumberFormat(document.documentElement.lang, {
      numberingSystem: document.body.dataset.numerals,
    });
    // A text field gives line ends back in its own way, so words that nobody touched stay here.
    let text = "";

    take();
    root.addEventListener("hashchange", take);
    words.addEventListener("input", () => { text = words.value; show(); });
    field.addEventListener("input", () => { complain(false); show(); });
    field.addEventListener("change", () => complain(true));
    // Nothing may be sent from here: Enter leads on to the link.
    chooser.addEventListener("submit", (event) => {
      event.preventDefault();
      complain(true);
      if (!link.hidden) link.focus();
    });
    link.addEventListener("click", remember);
    link.addEventListener("auxclick", remember);
    part("copy").addEventListener("click", copy);
    list();
    chooser.hidden = false;
    // What is hidden has no height.
    grow();
    document.querySelector("[data-without]").hidden = true;

    /** Words from the address; going to a place in the page does not take them away. */
    function take() {
      const given = message(root.location.hash);
      if (given === null && text) return;
      text = given ?? said.text;
      words.value = text;
      // Another language of this page is opened with the same words.
      for (const other of given === null ? [] : document.querySelectorAll("a[hreflang]")) {
        other.hash = root.location.hash;
      }
      show();
      list();
    }

    function show() {
      words.dir = direction(text);
      grow();
      part("count").textContent = said.count
        .replace("{used}", digits.format(length(text)))
        .replace("{limit}", digits.format(500));
      for (const other of chooser.querySelectorAll("[data-known]")) {
        other.href = address(parse(other.dataset.known).host, text);
      }
      const found = parse(field.value);
      link.hidden = !found?.host;
      if (found?.host) lead(link, found, said.open);
    }

    /** All of the words are seen, where the browser does not see to it by itself. */
    function grow() {
      if (root.CSS.supports("field-sizing", "content")) return;
      words.style.blockSize = "auto";
      words.style.blockSize = `${words.scrollHeight + words.offsetHeight - words.clientHeight}px`;
    }

    function lead(link, found, pattern) {
      link.replaceChildren(named(pattern, found.shown));
      link.href = address(found.host, text);
    }

    /** Words with a server's name in them, which keeps its own direction. */
    function named(pattern, name) {
      const [before, after] = pattern.split("{server}");
      const words = make("span", {});
      words.append(before, make("bdi", { textContent: name, dir: "ltr" }), after ?? "");
      return words;
    }

    function complain(finished) {
      const reason = finished ? parse(field.value)?.wrong : undefined;
      wrong.textContent = reason ? said[`wrong${reason[0].toUpperCase()}${reason.slice(1)}`] : "";
      if (reason) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }

    function remember() {
      const found = parse(field.value);
      if (tick.checked && found?.host) store(added(stored(), found.shown));
    }

    function list() {
      const names = stored();
      part("known").hidden = names.length === 0;
      part("list").replaceChildren(...names.map(row));
    }

    function row(name) {
      const item = make("li", {});
      const open = make("a", { rel: "noopener noreferrer", target: "_blank" });
      open.dataset.known = name;
      lead(open, parse(name), "{server}");
      const forget = make("button", { type: "button" });
      forget.append(named(said.forget, name));
      forget.addEventListener("click", () => {
        store(stored().filter((other) => other !== name));
        list();
        part("status").textContent = said.forgotten.replace("{server}", name);
        field.focus();
      });
      item.append(open, forget);
      return item;
    }

    // Some browsers keep nothing, and say so by throwing: then nothing is kept.
    function stored() {
      try {
        return kept(root.localStorage.getItem(KEY));
      } catch {
        return [];
      }
    }

    function store(names) {
      try {
        if (names.length) root.localStorage.setItem(KEY, JSON.stringify(names));
        else root.localStorage.removeItem(KEY);
      } catch {
        part("remember").checked = false;
      }
    }

    async function copy() {
      const done = await handbill.copy(text);
      if (!done) words.select();
      part("status").textContent = done ? said.copied : said.failed;
    }

    function make(name, properties) {
      return Object.assign(document.createElement(name), properties);
    }
  }
})(globalThis);
