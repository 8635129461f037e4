/* The preview's elements: what its bar, strip and drawer are made of. `act` is what they can do. */
"use strict";

(function (root) {
  const { document, location } = root;
  const words = root.handbillWords;

  root.handbillDrawing = { PHONE: "handbill-phone", make, drawn };

  /** Everything that is shown of a state, from top to bottom; `view` is what is open. */
  function drawn(state, view, act) {
    const open = view.open ? [drawer(state, view.open, act)] : strip(state, act);
    return [...open, bar(state, view, act)];
  }

  /** An element; of its attributes, functions listen to the event of that name. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value);
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  function button(key, content, click, more = {}) {
    const attributes = { type: "button", "data-key": key, click, ...more };
    return make("button", attributes, ...[content].flat());
  }

  function mark(severity) {
    return make("span", { class: `square ${severity}` });
  }

  function address(text) {
    return make("bdi", { dir: "ltr" }, text);
  }

  function today() {
    return new Date().toISOString().slice(0, 10);
  }

  function bar(state, view, act) {
    const { page, counts } = state;
    const square = mark(words.worst(counts.site));
    if (view.small) {
      const more = { title: "Show the preview's bar" };
      const show = button("bar", [square, "Preview"], act.hide, more);
      return make("div", { class: "bar small" }, show);
    }
    const opens = (name, content, title) => {
      const expanded = String(view.open === name);
      return button(name, content, () => act.toggle(name), { "aria-expanded": expanded, title });
    };
    const phone = root.name === root.handbillDrawing.PHONE ? "Close window" : "Phone";
    const wide = { class: "wide", title: "The page as wide as a phone, in a window of its own" };
    return make(
      "section",
      { class: "bar", "aria-label": "Preview" },
      opens("problems", [square, words.tally(counts)], "What is wrong here and elsewhere"),
      ...(page ? known(state, act) : [make("span", { class: "facts" })]),
      button("phone", phone, act.phone, wide),
      opens("details", "Details", "All about this page, and the keys (?)"),
      button("bar", "Hide", act.hide, { title: "Leave only a corner of this bar" }),
    );
  }

  /** What the bar tells of a page that there is. */
  function known({ page, path }, act) {
    const others = page.translations.filter((one) => !words.isHere(one, path));
    const languages = make("span", { class: "languages" }, ...others.map(language));
    const parts = [facts(page, path), languages];
    const title = `Open ${page.source} in the editor (e)`;
    const edit = () => button("edit", "Edit", act.source, { class: "wide", title });
    return page.source ? [...parts, edit()] : parts;
  }

  function facts(page, path) {
    const older = page.translations.some((one) => words.isHere(one, path) && one.state === "older");
    const tight = words.shares(page).filter(({ note }) => note);
    const loud = [...words.showing(page, today()).map((text) => [text]), ...tight.map(share)];
    if (older) loud.unshift(["Older than the original"]);
    const plain = [words.weight(page), words.reading(page)].filter(Boolean);
    return make(
      "span",
      { class: "facts" },
      ...loud.map((content) => make("strong", {}, ...content)),
      ...plain.map((text) => make("span", {}, text)),
    );
  }

  function loudly(one) {
    return make(one.note ? "strong" : "span", {}, ...share(one));
  }

  /** A name in another script would take the numbers behind it along. */
  function share({ network, taken, note }) {
    return [make("bdi", {}, network), note ? ` ${taken}: ${note}` : ` ${taken}`];
  }

  function language({ lang, dir, name, url, state }) {
    const told = [make("bdi", { lang, dir }, name)];
    if (words.STATES[state]) told.push(make("span", { class: "note" }, `: ${words.STATES[state]}`));
    const target = url ? new URL(url, `${location.origin}/`) : null;
    const label = make("span", {}, ...told);
    if (!target || target.origin !== location.origin) return label;
    return make("a", { href: target.href, "data-key": `language ${lang}` }, label);
  }

  /** What is left of the drawer while errors are folded. */
  function strip(state, act) {
    if (!state.failed) return [];
    const content = [mark("error"), make("span", {}, words.heading(state))];
    const open = () => act.toggle("problems");
    const row = button("strip", content, open, { "aria-expanded": "false" });
    return [make("section", { class: "strip", "aria-label": "Problems" }, row)];
  }

  function drawer(state, name, act) {
    const problems = name === "problems";
    const title = make("h2", { id: "title" }, problems ? words.heading(state) : "This page");
    const fold = problems && state.failed ? "Fold" : "Close";
    const head = make("header", {}, title, button("close", fold, () => act.toggle(name)));
    const content = problems ? list(state, act) : [details(state, act)];
    // A page that was never drawn leaves nothing behind the drawer that wants to be seen.
    const alone = state.failed && !state.page;
    return make(
      "section",
      { class: alone ? "drawer alone" : "drawer", "aria-labelledby": "title" },
      head,
      make("div", { class: "scroll" }, ...content),
    );
  }

  function list(state, act) {
    const found = words.groups(state).map(([title, problems]) => {
      const rows = make("ol", {}, ...problems.map((one, index) => problem(one, index, act)));
      return make("div", { class: "group" }, ...(title ? [make("h3", {}, title)] : []), rows);
    });
    if (state.more) {
      found.push(make("p", {}, `${state.more.toLocaleString("en")} more are not shown.`));
    }
    return found.length ? found : [make("p", {}, "Nothing wrong was found.")];
  }

  /** A problem, with line and hint if it is this page's or keeps the site from being built. */
  function problem(one, index, act) {
    const severity = make("span", { class: "unseen" }, `${one.severity}: `);
    const said = make("bdi", {}, one.message);
    const key = `${one.severity} ${one.code} ${one.path} ${index}`;
    const more = { class: "place", title: "Open it in the editor" };
    const place = () => button(key, address(one.place), () => act.edit(one), more);
    const row = make(
      "li",
      {},
      make("p", { class: "message" }, mark(one.severity), severity, said),
      make("p", { class: "at" }, ...(one.place ? [place()] : []), make("code", {}, one.code)),
    );
    const whole = one.here || one.severity === "error";
    if (whole && one.excerpt) row.append(excerpt(one.excerpt));
    if (whole && one.hint) row.append(make("p", { class: "hint" }, make("bdi", {}, one.hint)));
    return row;
  }

  /** The place is an element round the words: no counting of columns holds for every script. */
  function excerpt({ line, text, start, length }) {
    const [before, at, after] = words.pieces(text, start, length);
    const marked = start === null ? "" : make("mark", at ? {} : { class: "gap" }, at);
    const code = make("code", { dir: "auto" }, before, marked, after);
    return make("div", { class: "excerpt" }, make("span", { class: "number" }, `${line}`), code);
  }

  function details({ page }, act) {
    const rows = page ? pageRows(page, act) : [["Page", ["Nothing is known of it yet."]]];
    rows.push(["Keys", ["e opens the source, ? opens and closes this, Esc closes what is open"]]);
    const cells = rows.map(([name, values]) => {
      const told = (values.length ? values : ["–"]).map((value) => make("dd", {}, value));
      return make("div", {}, make("dt", {}, name), ...told);
    });
    return make("dl", {}, ...cells);
  }

  function pageRows(page, act) {
    const open = () => button("source", address(page.source), act.source, { class: "place" });
    const { html, styles, scripts, pictures } = page;
    const sorts = Object.entries({ HTML: html, styles, scripts, pictures });
    const weights = sorts.map(([name, bytes]) => `${words.size(bytes)} of ${name}`).join(", ");
    return [
      ["Title", [make("bdi", { lang: page.lang, dir: page.dir }, page.title)]],
      ["Source", [page.source ? open() : "None: the page follows from the content"]],
      ["Shown", words.showing(page, today())],
      ["Weight", [words.weight(page), weights]],
      ["Text", [words.reading(page) || "–"]],
      ["Languages", page.translations.map(language)],
      ["Share text", words.shares(page).map(loudly)],
    ];
  }
})(globalThis);
