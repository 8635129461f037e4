/* Letters, posts and calls: one of several wordings at random, blanks filled in, links that follow.
   Nothing is stored, and no link opens by itself. */
"use strict";

(function (root) {
  /** The link that opens a letter: `short` leaves out the body where the whole is too long. */
  function address(fill, pattern, short, letter, longest) {
    const body = letter.body.replace(/\r?\n/g, "\r\n");
    const values = { ...letter, body, text: letter.body, message: letter.body, title: letter.subject };
    const whole = named(fill(pattern, values));
    const isLong = Boolean(short) && whole.length > longest;
    return { href: isLong ? named(fill(short, values)) : whole, isLong };
  }

  /** In a mail's recipient the sign itself parts name and host. */
  function named(link) {
    return link.startsWith("mailto:") ? link.replace("%40", "@") : link;
  }

  /** A line without breaks: what follows one would be taken for another field. */
  function line(text) {
    return text.replace(/\s+/g, " ").trim();
  }

  /** The handle, unless the words have it already. */
  function missingHandle(text, handle) {
    const sign = /[\p{L}\p{N}_]/u;
    const [low, sought] = [text.toLowerCase(), handle.toLowerCase()];
    for (let at = low.indexOf(sought); sought && at >= 0; at = low.indexOf(sought, at + 1)) {
      const [before, after] = [low[at - 1] ?? "", low[at + sought.length] ?? ""];
      if (!sign.test(before) && !sign.test(after)) return "";
    }
    return handle;
  }

  /** The beginning of a text, for a list to choose from. */
  function beginning(text, most) {
    const signs = [...line(text)];
    return signs.length > most ? `${signs.slice(0, most - 1).join("").trimEnd()}…` : signs.join("");
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { address, line, missingHandle, beginning };
    return;
  }

  const { document, handbill } = root;
  if (handbill) document.querySelectorAll("[data-letter]:not([data-started])").forEach(start);

  function start(box) {
    box.dataset.started = "";
    const said = box.dataset;
    const wordings = [...box.querySelectorAll("[data-wording]")];
    const people = [...box.querySelectorAll("[data-contact]")];
    const list = box.querySelector("[data-everybody]");
    const numbers = [...new Set(wordings.map((one) => one.dataset.wording))];
    const chosen = {
      number: numbers[Math.floor(Math.random() * numbers.length)],
      person: people[0],
      blanks: {},
    };
    const controls = make("div", { className: "fills" });
    if (list) controls.append(choice(said.sayRecipient, people.map(label), 0, (at) => {
      chosen.person = people[at];
    }));
    if (numbers.length > 1) {
      const options = numbers.map((number) => heading(wordings, number));
      controls.append(choice(said.sayWording, options, numbers.indexOf(chosen.number), (at) => {
        chosen.number = numbers[at];
      }));
    }
    const names = [...new Set([...box.querySelectorAll("[data-blank]")].map((one) => one.dataset.blank))];
    if (names.length) controls.append(blanks(names));
    if (controls.children.length) (box.querySelector("[data-wording]") ?? box.lastChild).before(controls);
    for (const hint of box.querySelectorAll("[data-many], [data-brackets]")) hint.hidden = true;
    show();

    function choice(text, options, at, choose) {
      const select = make("select", {});
      select.append(...options.map((option, number) => new Option(option, number)));
      select.value = String(at);
      select.addEventListener("change", () => { choose(Number(select.value)); show(); });
      return labelled(text, select);
    }

    function blanks(all) {
      const set = make("fieldset", {});
      set.append(make("legend", { textContent: said.sayBlanks }));
      for (const name of all) {
        const input = make("input", { type: "text", autocomplete: "off", dir: "auto" });
        input.addEventListener("input", () => { chosen.blanks[name] = line(input.value); show(); });
        const field = labelled(name, input);
        field.dataset.field = name;
        set.append(field);
      }
      set.append(make("p", { className: "credit", textContent: said.sayKept }));
      return set;
    }

    function show() {
      const shown = wording();
      for (const one of wordings) one.hidden = one !== shown;
      if (list) for (const one of people) one.hidden = one !== chosen.person;
      if (!shown) return;
      fillIn(shown, chosen);
      ask(shown);
      const scope = list ? chosen.person : shown;
      if (list) equip(scope, box);
      const isLong = relink(scope, letterOf(shown, chosen.person), Number(said.longest));
      for (const note of scope.querySelectorAll("[data-long]")) note.hidden = !isLong;
    }

    /** Ask only for what the chosen words leave open. */
    function ask(shown) {
      const open = new Set([...shown.querySelectorAll("[data-blank]")].map((one) => one.dataset.blank));
      for (const field of controls.querySelectorAll("[data-field]")) {
        field.hidden = !open.has(field.dataset.field);
      }
      const set = controls.querySelector("fieldset");
      if (set) set.hidden = !open.size;
    }

    function wording() {
      const fits = wordings.filter((one) => one.dataset.wording === chosen.number);
      return fits.find((one) => one.dataset.lang === chosen.person?.dataset.lang) ?? fits[0];
    }
  }

  /** Put names and what the visitor wrote into the words; what is still open stays in brackets. */
  function fillIn(block, chosen) {
    const person = chosen.person?.dataset ?? {};
    for (const blank of block.querySelectorAll("[data-blank]")) {
      blank.textContent = chosen.blanks[blank.dataset.blank] || `[${blank.dataset.blank}]`;
    }
    for (const slot of block.querySelectorAll("[data-slot]")) {
      slot.textContent = "";
      const { slot: name } = slot.dataset;
      slot.textContent = name === "handle"
        ? missingHandle(slot.parentElement.textContent, person.handle ?? "")
        : person[name] ?? "";
    }
  }

  function letterOf(block, person) {
    const words = (name) => block.querySelector(`[data-${name}]`)?.textContent ?? "";
    return { to: person?.dataset.to ?? "", subject: line(words("subject")), body: words("body").trim() };
  }

  function relink(scope, letter, longest) {
    const made = [...scope.querySelectorAll("a[data-pattern]")].map((link) => {
      const { pattern, short } = link.dataset;
      const { href, isLong } = address(handbill.fill, pattern, short, letter, longest);
      link.href = href;
      return isLong;
    });
    return made.some(Boolean);
  }

  /** The links of somebody who has none yet: with very many, the page is written without them. */
  function equip(person, box) {
    const form = box.querySelector("template[data-choice]");
    const isReached = form && (form.dataset.choice === "post" || person.dataset.to);
    if (!isReached || person.querySelector("[data-ways]")) return;
    person.append(form.content.cloneNode(true));
    for (const link of person.querySelectorAll("a[data-label]")) {
      link.setAttribute("aria-label", link.dataset.label.replace("{name}", () => person.dataset.name));
    }
    if (person.dataset.to.includes("+")) person.querySelector("[data-plus=no]")?.closest("li").remove();
  }

  function label(person) {
    const { name, role } = person.dataset;
    return role ? `${name} (${role})` : name;
  }

  function heading(wordings, number) {
    const block = wordings.find((one) => one.dataset.wording === number);
    const [name, words] = [block.querySelector(".kind"), block.querySelector("[data-body]")];
    return `${name.textContent.trim()}: ${beginning(words.textContent, 40)}`;
  }

  function make(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  function labelled(text, control) {
    const made = make("label", { textContent: `${text} ` });
    made.append(control);
    return made;
  }
})(globalThis);
