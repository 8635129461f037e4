/* The photo studio: its form, from choosing a photo to saving the picture. Nothing leaves the page. */
"use strict";

(function (root) {
  const { document, navigator } = root;
  const { CLOSEST, WHOLE, ...reckon } = root.studioReckoning;
  const drawing = root.studioDrawing;

  const SQUARE = 1080;

  for (const form of document.querySelectorAll("form.studio:not([data-started])")) start(form);

  function start(form) {
    form.dataset.started = "";
    const fields = form.elements;
    const canvas = form.querySelector("canvas");
    const status = form.querySelector("[role=status]");
    const result = form.querySelector(".result");
    const own = form.querySelector(".own");
    const language = document.documentElement.lang;
    const tint = form.dataset.tint;
    let photo = null;
    let view = WHOLE;
    let split = false;
    let frameAsked = 0;
    let latest = 0;

    const percent = new Intl.NumberFormat(language, {
      style: "percent",
      numberingSystem: document.body.dataset.numerals,
    });

    prepare();
    listen();
    form.hidden = false;
    show();

    function prepare() {
      const keys = form.querySelector(".keys");
      keys.id = `studio-keys-${[...document.querySelectorAll("form.studio")].indexOf(form)}`;
      canvas.setAttribute("aria-describedby", keys.id);
      button("hand-on").hidden = !canShare();
      for (const details of document.querySelectorAll(".byhand")) details.open = false;
      // A file of the site opened from a disk belongs to nobody: drawn, it would forbid saving.
      if (own && root.location.protocol === "file:") {
        own.remove();
        form.querySelector(".absent").hidden = false;
      }
    }

    function listen() {
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", changed);
      fields.file.addEventListener("change", () => take(fields.file.files));
      form.addEventListener("click", clicked);
      form.addEventListener("dragover", hover);
      form.addEventListener("dragleave", hover);
      form.addEventListener("drop", drop);
      document.addEventListener("paste", paste);
      root.studioGestures.watch(canvas, movable, look);
      new ResizeObserver(show).observe(canvas);
      if (own) own.querySelector("img").addEventListener("load", show);
    }

    function button(name) {
      return form.querySelector(`[data-${name}]`);
    }

    function movable() {
      return photo && fields.source.value === "photo" ? { photo, view } : null;
    }

    function scene() {
      const picture = own && own.querySelector("img");
      return {
        source: fields.source.value,
        photo,
        view,
        split,
        tint,
        ink: reckon.inkOn(tint),
        strength: fields.strength.value / 100,
        initials: reckon.initials(fields.initials.value, language),
        frame: fields.frame.value,
        picture: picture && picture.complete && picture.naturalWidth ? picture : null,
        ring: fields.ringed.checked ? reckon.isolated(fields.ring.value.trim()) : "",
        font: root.getComputedStyle(canvas).fontFamily,
        language,
        backward: document.documentElement.dir === "rtl",
      };
    }

    /* What is seen */

    function show() {
      const source = fields.source.value;
      const missing = source === "photo" && !photo;
      form.dataset.source = source;
      form.toggleAttribute("data-empty", missing);
      form.toggleAttribute("data-movable", movable() !== null);
      for (const part of form.querySelectorAll("[data-for]")) {
        part.hidden = part.dataset.for !== source || missing;
      }
      fields.ring.closest("label").hidden = !fields.ringed.checked;
      button("compare").setAttribute("aria-pressed", split);
      if (movable()) setSliders();
      repaint();
    }

    function setSliders() {
      set(fields.zoom, Math.log(view.zoom) / Math.log(CLOSEST), percent.format(view.zoom));
      for (const [field, axis] of [[fields.across, "x"], [fields.down, "y"]]) {
        const place = reckon.place(photo, view, axis);
        field.disabled = place === null;
        set(field, place === null ? 0.5 : place);
      }
      set(fields.strength, fields.strength.value / 100);
    }

    function set(field, value, said = percent.format(value)) {
      // A slider that is being dragged keeps the place that the finger gave it.
      if (field !== document.activeElement) field.value = Math.round(value * 100);
      field.setAttribute("aria-valuetext", said);
    }

    function repaint() {
      if (!frameAsked) frameAsked = root.requestAnimationFrame(paint);
    }

    function paint() {
      frameAsked = 0;
      const side = Math.min(SQUARE, Math.round(canvas.clientWidth * root.devicePixelRatio));
      if (!side) return;
      if (canvas.width !== side) canvas.width = canvas.height = side;
      drawing.paint(canvas, scene());
    }

    function say(text, values = {}) {
      const words = text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
      // The same words once more are a change too, and are spoken again.
      status.textContent = "";
      root.setTimeout(() => { status.textContent = words; }, 50);
    }

    /* What is done */

    function changed({ target }) {
      const value = target.value / 100;
      if (target.name === "source") say("");
      if (target === fields.zoom && photo) view = reckon.zoomed(photo, view, CLOSEST ** value / view.zoom);
      if (target === fields.across && photo) view = reckon.placed(photo, view, "x", value);
      if (target === fields.down && photo) view = reckon.placed(photo, view, "y", value);
      show();
    }

    function clicked({ target }) {
      const pressed = target.closest("button");
      if (!pressed) return;
      const { save, ...has } = pressed.dataset;
      if (save) keep(...save.split(" ").map(Number));
      if ("turn" in has) turn();
      if ("compare" in has) split = !split;
      if ("handOn" in has) share();
      if ("again" in has) fields.file.click();
      if ("clear" in has) clear();
      show();
    }

    function look(next, byKey) {
      if (byKey && next.zoom !== view.zoom) say(form.dataset.zoomed, { n: percent.format(next.zoom) });
      else if (byKey && next.x === view.x && next.y === view.y) say(form.dataset.edge);
      view = next;
      show();
    }

    function turn() {
      photo = drawing.turned(photo);
      view = reckon.turned(view);
      say(form.dataset.turned);
    }

    function clear() {
      drawing.release(photo);
      form.reset();
      [photo, view, split] = [null, WHOLE, false];
      latest += 1;
      discard();
      say(form.dataset.cleared);
      show();
      fields.file.focus();
    }

    /* Photos come in */

    async function take(files) {
      const file = [...files].find((one) => one.type.startsWith("image/")) || files[0];
      if (!file) return;
      const turnOf = (latest += 1);
      say(form.dataset.opening);
      try {
        const next = await drawing.opened(file);
        if (turnOf !== latest) return drawing.release(next);
        drawing.release(photo);
        [photo, view, split] = [next, WHOLE, false];
        fields.source.value = "photo";
        say(form.dataset.opened);
        show();
        // What was focused while the photo was chosen makes way for the photo.
        if (!document.activeElement.checkVisibility()) canvas.focus({ preventScroll: true });
      } catch {
        say(form.dataset[reckon.fault(file)]);
      }
      // The same file chosen once more shall be a change.
      fields.file.value = "";
      show();
    }

    function hover(event) {
      event.preventDefault();
      form.toggleAttribute("data-over", event.type === "dragover");
    }

    function drop(event) {
      hover(event);
      // A picture dragged out of another page comes as an address, and none is ever asked for.
      if (event.dataTransfer.files.length) take(event.dataTransfer.files);
      else say(form.dataset.foreign);
    }

    function paste(event) {
      const { files, types } = event.clipboardData;
      const typing = document.activeElement.matches("input, textarea") && types.includes("text/plain");
      const active = document.activeElement.closest("form.studio") || document.querySelector("form.studio");
      if (!files.length || typing || active !== form) return;
      event.preventDefault();
      take(files);
    }

    /* Pictures go out */

    async function finished(width, height) {
      const { source, initials } = scene();
      const lacking = { photo: !photo && fields.file, initials: !initials && fields.initials }[source];
      if (lacking) {
        say(lacking.closest("label").textContent.trim());
        lacking.focus();
        return null;
      }
      try {
        const blob = await drawing.finished(scene(), width, height);
        const name = reckon.fileName(tint, { width, height }, blob.type);
        return new File([blob], name, { type: blob.type });
      } catch (error) {
        say(form.dataset[error.message === "unreadable canvas" ? "blocked" : "failed"]);
        return null;
      }
    }

    async function keep(width, height) {
      const file = await finished(width, height);
      if (!file) return;
      discard();
      const image = document.createElement("img");
      const link = document.createElement("a");
      image.src = link.href = URL.createObjectURL(file);
      image.alt = form.dataset.result;
      link.download = file.name;
      link.click();
      result.prepend(image);
      result.hidden = false;
      say(form.dataset.saved, { file: file.name });
    }

    function discard() {
      const image = result.querySelector("img");
      if (image) URL.revokeObjectURL(image.src);
      if (image) image.remove();
      result.hidden = true;
    }

    function canShare() {
      const probe = new File([""], "probe.png", { type: "image/png" });
      return Boolean(navigator.canShare && navigator.canShare({ files: [probe] }));
    }

    async function share() {
      const file = await finished(SQUARE, SQUARE);
      if (!file) return;
      try {
        await navigator.share({ files: [file] });
        say(form.dataset.shared);
      } catch (error) {
        if (error.name !== "AbortError") say(form.dataset.failed);
      }
    }
  }
})(globalThis);
