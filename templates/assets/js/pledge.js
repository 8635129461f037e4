/* Pledges: one's own words, and a calendar file for the first and the last day. It is made here, of
   what stands here, and nobody is told. */
"use strict";

(function (root) {
  const lineBytes = 75;
  // What counts once on X, by its own table; all else counts twice, and emoji.
  const LIGHT = /[\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/;
  const EMOJI = /\p{Extended_Pictographic}/u;

  /** A day as `2026-05-01` in milliseconds UTC; NaN for anything else. */
  function day(text) {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (!found) return NaN;
    const [year, month, date] = found.slice(1).map(Number);
    const made = new Date(0);
    made.setUTCFullYear(year, month - 1, date);
    return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made.getTime() : NaN;
  }

  function later(text, days) {
    return new Date(day(text) + days * 864e5).toISOString().slice(0, 10);
  }

  /** What is wrong with the days that were chosen: "missing", "order", or nothing. */
  function wrong(start, end) {
    if (Number.isNaN(day(start)) || Number.isNaN(day(end))) return "missing";
    return day(end) < day(start) ? "order" : "";
  }

  /** Words as a value of type TEXT (RFC 5545, section 3.3.11). */
  function escaped(text) {
    return text
      .replace(/[\\;,]/g, "\\$&")
      .replace(/\r\n|[\r\n]/g, "\\n")
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
  }

  /** A line in pieces of at most 75 bytes, never cut inside a character. */
  function folded(line) {
    const bytes = new TextEncoder();
    const pieces = [];
    let [piece, size] = ["", 0];
    for (const char of line) {
      const width = bytes.encode(char).length;
      if (size + width > lineBytes) {
        pieces.push(piece);
        // The blank that a further line begins with counts.
        [piece, size] = ["", 1];
      }
      piece += char;
      size += width;
    }
    return [...pieces, piece].join("\r\n ");
  }

  /** An event that takes one whole day, with a reminder at nine; nothing in it is the visitor's. */
  function event({ uid, on, summary, description, url }) {
    const basic = on.replaceAll("-", "");
    const title = escaped(summary);
    return [
      "BEGIN:VEVENT",
      `UID:${uid}-${basic}@handbill`,
      `DTSTAMP:${basic}T000000Z`,
      `DTSTART;VALUE=DATE:${basic}`,
      `DTEND;VALUE=DATE:${later(on, 1).replaceAll("-", "")}`,
      `SUMMARY:${title}`,
      ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
      ...(url ? [`URL:${url}`] : []),
      "TRANSP:TRANSPARENT",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:PT9H",
      `DESCRIPTION:${title}`,
      "END:VALARM",
      "END:VEVENT",
    ];
  }

  /** The calendar file: when it begins, and when one is free again. */
  function calendar(events) {
    const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Handbill//Pledge//EN", "CALSCALE:GREGORIAN"];
    const lines = [...head, ...events.flatMap(event), "END:VCALENDAR"];
    return lines.map((line) => `${folded(line)}\r\n`).join("");
  }

  /** The words with the sentence that says from when until when, before the hashtags. */
  function withDays(words, sentence, tail) {
    return `${[words, sentence].filter(Boolean).join(" ")}${tail}`;
  }

  /** How long a network takes a text to be, or a little longer: no emoji are put together. */
  function length(text, rule) {
    const shortens = rule === "weights" || rule === "mastodon";
    const counted = shortens ? text.replace(/https?:\/\/\S+/gi, "x".repeat(23)) : text;
    if (rule !== "weights") return [...counted].length;
    // For X, a name with a dot may be a link by itself.
    const named = counted.replace(/\S+\.\p{L}{2,}\S*/gu, (name) => name.padEnd(23, "x"));
    const weigh = (sign) => (LIGHT.test(sign) && !EMOJI.test(sign) ? 1 : 2);
    return [...named.normalize("NFC")].reduce((sum, sign) => sum + weigh(sign), 0);
  }

  /**
   * The text for one network: its own hashtags in place of all, or none where they have no room.
   * Null if the words do not fit by themselves.
   */
  function fitting(text, tail, own) {
    const words = tail && text.endsWith(tail) ? text.slice(0, -tail.length) : text;
    const texts = words === text ? [text] : [words + own.tail, words];
    return texts.find((one) => !own.room || length(one, own.rule) <= Number(own.room)) ?? null;
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { day, later, wrong, escaped, folded, calendar, withDays, length, fitting };
    return;
  }

  const { document, handbill } = root;
  if (handbill) document.querySelectorAll("[data-pledge]:not([data-started])").forEach(start);

  function start(box) {
    box.dataset.started = "";
    const said = box.dataset;
    const form = box.querySelector("form");
    const shown = box.querySelector("[data-shown]");
    const told = box.querySelector("[data-told]");
    const { start: from, end: to } = form.elements;
    const crowded = box.querySelector("[data-told-crowded]");
    const links = [...box.querySelectorAll("a[data-pattern]")];
    // Of the words' language: by itself, a line of hashtags would be ranged by its first letter.
    const { direction: dir } = root.getComputedStyle(shown);
    const area = make("textarea", { value: shown.textContent, rows: 5, dir, lang: shown.lang });
    // The site writes English days before months, as most of the world does.
    const tongue = said.locale === "en" ? "en-GB" : said.locale;
    let edited = false;

    const today = new Date();
    today.setMinutes(today.getMinutes() - today.getTimezoneOffset());
    from.value = today.toISOString().slice(0, 10);
    to.value = said.last >= from.value ? said.last : later(from.value, 30);
    form.hidden = false;
    for (const one of box.querySelectorAll("[data-ready]")) one.hidden = true;
    area.setAttribute("aria-label", shown.dataset.copy);
    // The words themselves are for paper, which shows no fields.
    shown.before(area);

    area.addEventListener("input", () => { edited = true; relink(); });
    form.addEventListener("input", () => { tell(""); reword(); });
    form.addEventListener("submit", (sent) => { sent.preventDefault(); save(); });
    reword();

    function reword() {
      if (!edited) {
        const sentence = wrong(from.value, to.value) ? "" : span();
        area.value = withDays(said.words, sentence, said.tail);
      }
      relink();
    }

    function span() {
      const numberingSystem = document.body.dataset.numerals;
      const form = { dateStyle: "long", timeZone: "UTC", calendar: "gregory", numberingSystem };
      const written = new Intl.DateTimeFormat(tongue, form);
      const [first, last] = [from, to].map((one) => written.format(day(one.value)));
      return said.span.replace("{start}", () => first).replace("{end}", () => last);
    }

    function relink() {
      const text = area.value.trim();
      shown.textContent = text;
      const left = links.filter((link) => !open(link, fitting(text, said.tail, link.dataset)));
      grow();
      const names = new Intl.ListFormat(tongue).format(left.map((link) => link.textContent));
      const words = left.length ? said.crowded.replace("{names}", () => names) : "";
      if (!crowded || crowded.textContent === words) return;
      crowded.textContent = words;
      if (words) handbill.say(words);
    }

    /** A link with these words in it; without any, it would open what the network refuses. */
    function open(link, text) {
      link.closest("li").hidden = text === null;
      if (text === null) return false;
      const message = [text, said.link].filter(Boolean).join("\n");
      const isTitle = !/\{(?:text|message)\}/.test(link.dataset.pattern);
      const title = isTitle ? text.replace(/\s+/g, " ") : said.title;
      link.href = handbill.fill(link.dataset.pattern, { text, message, link: said.link, title });
      return true;
    }

    /** All of the words are seen, where the browser does not see to it by itself. */
    function grow() {
      if (root.CSS.supports("field-sizing", "content")) return;
      area.style.blockSize = "auto";
      area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
    }

    function save() {
      const fault = wrong(from.value, to.value);
      for (const one of [from, to]) one.setAttribute("aria-invalid", String(Boolean(fault)));
      if (fault) {
        tell(form.dataset[fault]);
        (from.value ? to : from).focus();
        return;
      }
      const common = { description: area.value.trim(), url: said.link };
      const file = calendar([
        { ...common, uid: `${said.pledge}-start`, on: from.value, summary: said.starts },
        { ...common, uid: `${said.pledge}-end`, on: to.value, summary: said.ends },
      ]);
      download(file, said.file);
      tell(form.dataset.saved.replace("{file}", () => said.file));
    }

    function tell(text) {
      told.textContent = text;
    }
  }

  function download(text, name) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
    const link = make("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    root.setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  function make(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }
})(globalThis);
