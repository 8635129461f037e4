/* The preview's words and reckoning, apart from any page. */
"use strict";

(function (root) {
  const RANKS = ["error", "warning", "note"];
  const STATES = { here: "", there: "", missing: "missing", older: "older" };

  /** The output that a page's address stands for: `/ar/` is ar/index.html, `/about` about.html. */
  function outputPath(pathname) {
    const path = decodeURIComponent(pathname).replace(/^\/+/, "");
    if (path === "" || path.endsWith("/")) return `${path}index.html`;
    return path.split("/").pop().includes(".") ? path : `${path}.html`;
  }

  /** A line before, in and behind the place, whose numbers count code points; no letter is torn. */
  function pieces(text, start, length) {
    if (start === null) return [text, "", ""];
    const points = Array.from(text);
    const from = points.slice(0, start).join("").length;
    const to = points.slice(0, start + length).join("").length;
    const cuts = [0];
    for (const { index, segment } of new Intl.Segmenter().segment(text)) {
      cuts.push(index + segment.length);
    }
    const first = Math.max(...cuts.filter((cut) => cut <= from));
    const last = from === to ? first : Math.min(...cuts.filter((cut) => cut >= to));
    return [text.slice(0, first), text.slice(first, last), text.slice(last)];
  }

  function many(count, one, more) {
    return `${count.toLocaleString("en")} ${count === 1 ? one : more || `${one}s`}`;
  }

  function total(counts) {
    return RANKS.reduce((sum, rank) => sum + counts[rank], 0);
  }

  /** The weightiest severity of some counts, or "none". */
  function worst(counts) {
    return RANKS.find((rank) => counts[rank]) || "none";
  }

  function tally({ here, site }) {
    if (!total(site)) return "No problems";
    const all = many(total(site), "problem");
    return total(here) === total(site) ? `${all}, here` : `${all}, ${total(here) || "none"} here`;
  }

  /** What the drawer of problems is headed with. */
  function heading(state) {
    const errors = state.counts.site.error;
    if (!state.failed) return tally(state.counts);
    const keep = errors === 1 ? "keeps" : "keep";
    const page = state.page ? "This page is as it was before" : "This page cannot be shown yet";
    return `${page}: ${many(errors, "mistake")} ${keep} the site from being built`;
  }

  /** Which errors there are, wherever a line has moved to meanwhile; "" where nothing failed. */
  function mistakes(state) {
    if (!state.failed) return "";
    const errors = state.problems.filter((problem) => problem.severity === "error");
    return JSON.stringify(errors.map(({ code, path, message }) => [code, path, message]).sort());
  }

  /** The problems in groups `[title, problems]`; what made it fail stands under the heading. */
  function groups(state) {
    const errors = state.failed ? state.problems.filter((one) => one.severity === "error") : [];
    const left = state.problems.filter((one) => !errors.includes(one));
    return [
      ["", errors],
      ["On this page", left.filter((problem) => problem.here)],
      [errors.length ? "Also" : "Elsewhere", left.filter((problem) => !problem.here)],
    ].filter(([, problems]) => problems.length);
  }

  function size(bytes) {
    if (bytes < 1000) return many(bytes, "byte");
    return bytes < 999_500 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
  }

  function weight(page) {
    const all = page.packed + page.scripts + page.pictures;
    return `${size(page.packed)}, ${size(all)} with pictures`;
  }

  function reading(page) {
    if (!page.words) return "";
    return `${many(page.words, "word")}, ${many(page.minutes, "minute")}`;
  }

  /** A date in words; what is no whole day stays as it is written. */
  function day(iso) {
    if (!/^\d{4}-\d\d-\d\d/.test(iso)) return iso;
    const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
    return date.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  }

  /** Whether and when readers see the page, as sentences without full stops; `today` is ISO. */
  function showing({ draft, publish, expires }, today) {
    const said = [];
    if (draft) said.push("Draft, not public");
    else if (publish > today) said.push(`Not public before ${day(publish)}`);
    if (expires) said.push(`Expires on ${day(expires)}`);
    return said;
  }

  /** Whether a translation is the page at an output path itself; that may be an older one, too. */
  function isHere({ state, url }, path) {
    return state === "here" || (url !== "" && outputPath(url) === path);
  }

  /** The share text on each network, `{network, taken, note}`: too long and nearly full ones come first. */
  function shares(page) {
    const fill = ({ count, limit }) => (limit ? count / limit : 0);
    return [...page.share]
      .sort((a, b) => fill(b) - fill(a))
      .map((one) => ({
        network: one.network,
        taken: `${one.count}${one.limit ? ` of ${one.limit}` : ""}`,
        note: fill(one) > 1 ? "too long" : fill(one) >= 0.9 ? "nearly full" : "",
      }));
  }

  /** Which of ours a key is: "e" and "?" also on keyboards of other scripts. */
  function command({ key, code, ctrlKey, metaKey, altKey, repeat, isComposing }) {
    if (ctrlKey || metaKey || altKey || repeat || isComposing) return "";
    if (key === "?" || key === "؟") return "details";
    return key === "e" || (code === "KeyE" && !/^[\x20-\x7e]/.test(key)) ? "edit" : "";
  }

  /** What is open once a state has come: errors open the drawer once, and close it when mended. */
  function settled({ open, folded, raised }, state) {
    const key = mistakes(state);
    if (!key) return { open: raised && open === "problems" ? "" : open, folded: "", raised: false };
    if (key === folded) return { open, folded, raised };
    return { open: "problems", folded: "", raised: true };
  }

  const words = {
    STATES, outputPath, pieces, worst, tally, heading, mistakes, groups, size, weight, reading,
    day, showing, isHere, shares, command, settled,
  };
  if (typeof module === "object" && module.exports) module.exports = words;
  else root.handbillWords = words;
})(globalThis);
