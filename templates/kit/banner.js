{# A bar for other people's pages. Small by rule: 3 KB with its words, so what it does is told here,
   in a note that is not delivered. It keeps nothing, asks nobody, and ends by itself. Its looks are
   in a shadow tree, where the page's styles do not reach, and set by script, which every policy
   allows that allows the script. Words are put in as text, never as HTML. #}
(function (w, d) {
  "use strict";
  var f = {{ facts }}, name = "handbill " + f.link, host, gone;
  {# Over, loaded a second time, or in a browser without shadow trees. #}
  if (!(Date.now() < Date.parse(f.ends)) || w[name] || !d.documentElement.attachShadow) return;
  w[name] = 1;

  function put(parent, tag, words, style) {
    var e = d.createElement(tag);
    e.style.cssText = style;
    if (words) {
      e.textContent = words[0];
      e.lang = words[1];
      e.dir = words[2];
    }
    parent.appendChild(e);
    return e;
  }

  function show() {
    {# The page's own rules for its elements lose against these; the first in the page, so that it
       is reached first and hides nothing. #}
    host = d.createElement("div");
    host.style.cssText = "all:initial!important;display:block!important;position:relative!important;z-index:2147483647!important;flex:none!important;grid-column:1/-1!important;order:-1!important";
    var root = host.attachShadow({ mode: "open" });
    var bar = put(root, "section", ["", f.lang, f.dir], "display:flex;flex-wrap:wrap;align-items:center;gap:8px 24px;padding:8px 16px;background:" + f.ground + ";color:" + f.ink + ";font:700 1.0625em/1.4 system-ui,sans-serif;text-align:start");
    bar.setAttribute("aria-label", f.label);
    put(bar, "span", f.text, "flex:1 1 16em");
    var link = put(bar, "a", f.title, "padding:11px 0;color:inherit");
    link.href = f.link;
    link.rel = "noopener noreferrer";
    var button = put(bar, "button", [f.close, f.lang, f.dir], "min-height:44px;padding:0 16px;border:2px solid;background:none;color:inherit;font:inherit;cursor:pointer");
    button.type = "button";
    button.onclick = close;
    try {
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(":focus-visible{outline:3px solid;outline-offset:3px}@media print{:host{display:none!important}}");
      root.adoptedStyleSheets = [sheet];
    } catch (e) {}
    d.addEventListener("keydown", key);
    d.body.prepend(host);
  }

  function key(event) {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  }

  function close() {
    gone = 1;
    d.removeEventListener("keydown", key);
    if (host) host.remove();
  }

  {# A device that slept wakes up late, so the clock is looked at at least once a minute. #}
  function tick() {
    var now = Date.now();
    if (gone || now >= Date.parse(f.ends)) return close();
    if (!host && !(now < Date.parse(f.starts))) show();
    setTimeout(tick, Math.min(6e4, Date.parse(host ? f.ends : f.starts) - now));
  }

  if (d.body) tick();
  else d.addEventListener("DOMContentLoaded", tick);
})(window, document);
