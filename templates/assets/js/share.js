/* Passing on: copies, says so, and offers the system's share sheet. Every link stands without it. */
"use strict";

(function (root) {
  /** `text` in an address, as Python's urllib.parse.quote(text, safe="") writes it. */
  function quote(text) {
    return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"))
      .replace(/[!'()*]/g, (char) => "%" + char.charCodeAt(0).toString(16).toUpperCase());
  }

  /** An address pattern with each `{name}` replaced by its value; a mail's lines end as in mails. */
  function fill(pattern, values) {
    const mail = pattern.startsWith("mailto:");
    return pattern.replace(/\{(\w+)\}/g, (_, name) => {
      const text = String(values[name] ?? "");
      return quote(mail ? text.replace(/\r?\n/g, "\r\n") : text);
    });
  }

  /**
   * What the share sheet is given for a message that ends with its link, or has it in its words.
   * Apps that take a picture drop a link that is given apart, so the text keeps it.
   */
  function sheet(title, message, link, file) {
    const said = title ? { title } : {};
    if (file) return { ...said, text: message, files: [file] };
    const apart = link && message.endsWith(link);
    if (!apart) return { ...said, text: message };
    return { ...said, text: message.slice(0, -link.length).trimEnd(), url: link };
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { fill, quote, sheet };
    return;
  }
  if (root.handbill) return;

  const { document, navigator } = root;
  const seconds = 3;

  function make(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  /** There for screen readers, and out of sight: by its own style, since it stands on every page. */
  function unseen(element) {
    const style = { position: "fixed", insetBlockStart: "0", insetInlineStart: "0" };
    Object.assign(element.style, style, { inlineSize: "1px", blockSize: "1px" });
    Object.assign(element.style, { overflow: "hidden", clipPath: "inset(50%)" });
    return element;
  }

  const region = unseen(make("div", {}));
  region.setAttribute("role", "status");
  document.body.append(region);

  /** Announce something politely; the same words again are announced again. */
  function say(text) {
    region.textContent = "";
    root.setTimeout(() => { region.textContent = text; }, 60);
  }

  /** Copy a text; true when it has been copied. Works where there is no clipboard to ask, too. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copiedByHand(text);
    }
  }

  function copiedByHand(text) {
    const before = document.activeElement;
    const area = unseen(make("textarea", { value: text, readOnly: true, tabIndex: -1 }));
    document.body.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      done = false;
    }
    area.remove();
    before?.focus?.({ preventScroll: true });
    return done;
  }

  root.handbill = { fill, copy, say };

  // The words of the buttons stand once, in the page's language.
  const words = document.querySelector("[data-say-copied]")?.dataset;
  if (!words) return;

  document.querySelectorAll("[data-share]").forEach(equip);
  document.querySelectorAll("[data-copy]").forEach(copyable);
  document.querySelectorAll(".event[id] .what").forEach(event);

  /** A block that can be shared: its words, its address, and the picture that it offers to save. */
  function equip(block) {
    const text = block.querySelector("[data-text]");
    if (!text) return;
    const link = block.dataset.share;
    const row = make("p", { className: "tools" });
    const about = block.dataset.about;
    const picture = block.querySelector("a[data-picture]");
    if (navigator.share) {
      const file = kept(() => picture && drawn(picture));
      for (const sign of ["pointerenter", "focusin"]) block.addEventListener(sign, file, { once: true });
      const given = async () => sheet(document.title, said(text), link, await file());
      row.append(button(words.sayShare, about, (self) => send(self, given)));
    }
    if (link) row.append(button(words.sayLink, about, (self) => copied(self, link)));
    row.append(button(words.sayText, about, (self) => copied(self, said(text), text)));
    text.after(row);
  }

  /** Words that stand alone: `data-copy` says what the button copies. */
  function copyable(element) {
    const press = (self) => copied(self, said(element), element);
    const row = make("p", { className: "tools" });
    row.append(button(words.sayCopy, element.dataset.copy, press));
    element.after(row);
  }

  /** An event of a timeline: its own address, to share or to copy. */
  function event(what) {
    const page = document.querySelector("link[rel=canonical]")?.href;
    const title = what.querySelector("a[href^='#']");
    if (!page || !title) return;
    const link = page + title.hash;
    const when = what.parentElement.querySelector("time")?.textContent ?? "";
    const given = () => sheet(document.title, `${when}: ${said(title)}\n${link}`, link);
    const row = make("p", { className: "tools" });
    row.append(navigator.share
      ? button(words.sayShare, said(title), (self) => send(self, given))
      : button(words.sayLink, said(title), (self) => copied(self, link)));
    what.append(row);
  }

  function button(label, about, press) {
    const made = make("button", { type: "button", textContent: label });
    made.setAttribute("aria-label", about ? `${label}: ${about}` : label);
    made.addEventListener("click", () => press(made));
    return made;
  }

  function said(element) {
    return element ? element.textContent.trim() : "";
  }

  async function copied(self, text, shown) {
    const done = await copy(text);
    if (!done && shown) root.getSelection().selectAllChildren(shown);
    tell(self, done ? words.sayCopied : words.sayFailed);
  }

  async function send(self, given) {
    try {
      await navigator.share(await given());
    } catch (fault) {
      // Whoever closes the sheet has changed their mind; nothing has gone wrong.
      if (fault.name !== "AbortError") tell(self, words.sayFailed);
    }
  }

  /** Confirm on the button and aloud; the button keeps its width, so that nothing jumps. */
  function tell(self, text) {
    const label = (self.dataset.label ??= self.textContent);
    self.style.minInlineSize = `${self.getBoundingClientRect().width}px`;
    self.textContent = text;
    say(text);
    root.clearTimeout(self.dataset.clock);
    self.dataset.clock = root.setTimeout(() => { self.textContent = label; }, seconds * 1000);
  }

  function kept(work) {
    let result;
    return () => (result ??= Promise.resolve(work()));
  }

  /** The picture behind a link as a file: the page may not fetch, so it is loaded and redrawn. */
  async function drawn(link) {
    try {
      const picture = make("img", { src: link.href });
      await picture.decode();
      const canvas = make("canvas", { width: picture.naturalWidth, height: picture.naturalHeight });
      canvas.getContext("2d").drawImage(picture, 0, 0);
      const type = /\.jpe?g$/i.test(link.pathname) ? "image/jpeg" : "image/png";
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, 0.92));
      const file = new File([blob], link.download || link.pathname.split("/").pop(), { type });
      return navigator.canShare?.({ files: [file] }) ? file : null;
    } catch {
      // From a folder on the disk no picture may be redrawn: the text goes without it.
      return null;
    }
  }
})(globalThis);
