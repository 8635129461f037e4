/* Filters a timeline by words and topic. The page is whole without it: the controls come with it. */
"use strict";

(function (root) {
  /** Text as it is compared: without case, accents, vowel signs and the spellings of one letter. */
  function fold(text) {
    return text
      .normalize("NFKD")
      .replace(/[\p{M}\u0640]/gu, "")
      .replace(/[أإآٱ]/g, "ا")
      .replace(/ى/g, "ي")
      .replace(/ة/g, "ه")
      .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim();
  }

  /** Whether an event `{text, tags}` holds every word of `query` and, if one is chosen, the tag. */
  function matches(event, query, tag) {
    const text = fold(event.text);
    const words = fold(query).split(" ").filter(Boolean);
    return (!tag || event.tags.includes(tag)) && words.every((word) => text.includes(word));
  }

  /** All tags of the events, each once, in the order of the language. */
  function topics(events, language) {
    const all = new Set(events.flatMap((event) => event.tags));
    return [...all].sort((a, b) => a.localeCompare(b, language));
  }

  /** The status line: `{shown}` and `{total}` of the pattern as numbers of the language. */
  function status(pattern, shown, total, format) {
    return pattern.replace("{shown}", format(shown)).replace("{total}", format(total));
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { fold, matches, topics, status };
    return;
  }

  const timeline = root.document.querySelector("[data-filter-label]");
  if (timeline) start(timeline, root.document);

  function start(timeline, document) {
    const language = document.documentElement.lang;
    const said = timeline.dataset;
    const events = [...timeline.querySelectorAll(".event")].map((element) => ({
      element,
      text: element.textContent,
      tags: element.dataset.tags ? element.dataset.tags.split("|") : [],
    }));
    if (events.length < 6) return;

    const bar = make("form", { className: "filter" });
    const search = make("input", { type: "search" });
    bar.append(labelled(said.filterLabel, search));
    const tags = topics(events, language);
    const choice = make("select", {});
    if (tags.length > 1) {
      choice.append(new Option(said.filterEvery, ""), ...tags.map((tag) => new Option(tag, tag)));
      bar.append(labelled(said.filterTag, choice));
    }
    const line = make("p", {});
    line.setAttribute("role", "status");
    bar.append(line);
    bar.addEventListener("input", show);
    bar.addEventListener("submit", (event) => event.preventDefault());
    timeline.prepend(bar);

    const digits = new Intl.NumberFormat(language, {
      numberingSystem: document.body.dataset.numerals,
    });

    function show() {
      let shown = 0;
      for (const event of events) {
        const fits = matches(event, search.value, choice.value);
        event.element.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      for (const section of timeline.querySelectorAll("section")) {
        section.hidden = !section.querySelector(".event:not([hidden])");
      }
      line.textContent = status(said.filterStatus, shown, events.length, (n) => digits.format(n));
    }

    function make(name, properties) {
      return Object.assign(document.createElement(name), properties);
    }

    function labelled(text, control) {
      const label = make("label", { textContent: text });
      label.append(control);
      return label;
    }
  }
})(globalThis);
