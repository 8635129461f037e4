/* The composer of safe messages: fills a text's blanks, counts it, and puts it into the links.
   Nothing is kept and nothing is sent from here; the page is whole without it. */
"use strict";

(function (root) {
  // The characters of a short message (3GPP TS 23.038, section 6.2.1), and those that take two.
  const GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  const GSM_DOUBLE = "\f^{}\\[~]|€";

  /** What was typed into a blank: one line, without signs that nobody sees. */
  function blank(typed) {
    return typed
      .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim();
  }

  /** The message: `{text, named, reach}` with whatever of `{who, reach, name}` was filled in. */
  function compose(said, blanks) {
    const [who, reach, name] = [blanks.who, blanks.reach, blanks.name].map((typed) => blank(typed ?? ""));
    const first = who && said.named ? said.named.replace("{who}", () => who) : said.text;
    const back = reach ? said.reach.replace("{reach}", () => reach) : "";
    return [first, back, name].filter(Boolean).join("\n");
  }

  /** How a text goes as SMS: characters `used`, of how many there is `room` for in these `parts`. */
  function sms(text) {
    const chars = [...text];
    const plain = chars.every((char) => GSM.includes(char) || GSM_DOUBLE.includes(char));
    const widths = chars.map((char) => (plain ? 1 + GSM_DOUBLE.includes(char) : char.length));
    const used = widths.reduce((sum, width) => sum + width, 0);
    const [single, each] = plain ? [160, 153] : [70, 67];
    if (used <= single) return { used, room: single, parts: 1 };
    let parts = 1;
    let filled = 0;
    for (const width of widths) {
      // A character is never torn in two.
      if (filled + width > each) [parts, filled] = [parts + 1, 0];
      filled += width;
    }
    return { used, room: parts * each, parts };
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { blank, compose, sms };
    return;
  }

  const composer = root.document.querySelector("[data-composer]");
  if (composer && composer.hidden && root.handbill) start(composer, root.document, root.handbill);

  function start(composer, document, handbill) {
    const said = composer.dataset;
    const part = (name) => composer.querySelector(`[data-part="${name}"]`);
    const [language, result, count, status] = ["language", "result", "count", "status"].map(part);
    const kinds = [...composer.querySelectorAll("[name='composer-kind']")];
    const blanks = ["name", "who", "reach"].map((name) => [name, part(name)]);
    const ready = [...document.querySelectorAll("[data-ready] [data-kind]")];
    const digits = new Intl.NumberFormat(document.documentElement.lang, {
      numberingSystem: document.body.dataset.numerals,
    });
    let text = "";

    composer.addEventListener("input", show);
    composer.addEventListener("submit", (event) => event.preventDefault());
    part("copy").addEventListener("click", copy);
    part("clear").addEventListener("click", clear);
    if (root.navigator.share) {
      part("sheet").hidden = false;
      part("sheet").addEventListener("click", () => {
        // Whoever closes the sheet has changed their mind.
        root.navigator.share({ text }).catch(() => {});
      });
    }
    // A browser that comes back to the page must not bring back what was written.
    root.addEventListener("pageshow", (event) => { if (event.persisted) clear(); });
    composer.hidden = false;
    document.querySelector("[data-ready]").hidden = true;
    show();

    function show() {
      const kind = kinds.find((choice) => choice.checked).value;
      const chosen = ready.find((one) => one.dataset.kind === kind && one.lang === language.value);
      const { named, reach, subject } = chosen.dataset;
      part("about").hidden = !named;
      const filled = Object.fromEntries(blanks.map(([name, field]) => [name, field.value]));
      text = compose({ text: chosen.textContent, named, reach }, filled);
      Object.assign(result, { lang: chosen.lang, dir: chosen.dir, textContent: text });
      const { used, room, parts } = sms(text);
      count.textContent = said.count
        .replace("{used}", digits.format(used))
        .replace("{room}", digits.format(room))
        .replace("{parts}", digits.format(parts));
      for (const link of composer.querySelectorAll("[data-pattern]")) {
        link.href = handbill.fill(link.dataset.pattern, { text, message: text, title: subject });
      }
    }

    async function copy() {
      const done = await handbill.copy(text);
      if (!done) root.getSelection().selectAllChildren(result);
      status.textContent = done ? said.copied : said.failed;
    }

    function clear() {
      for (const [, field] of blanks) field.value = "";
      kinds[0].checked = true;
      language.value = language.options[0].value;
      show();
      status.textContent = said.cleared;
      kinds[0].focus();
    }
  }
})(globalThis);
