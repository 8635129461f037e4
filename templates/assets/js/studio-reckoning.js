/* The photo studio's arithmetic: what part of a photo shows, how its colour turns, how text bends.

A photo is {width, height} in pixels. A view of it is {zoom, x, y}: with zoom 1 the frame shows as
much as its shape allows, and x and y say, as parts of the photo, where the frame's centre lies. */
"use strict";

(function (root) {
  const CLOSEST = 6;
  const WHOLE = { zoom: 1, x: 0.5, y: 0.5 };

  function clamp(value, least, most) {
    return Math.min(Math.max(value, least), most);
  }

  /** A size in the same proportion with no side longer than `most`; never larger than it was. */
  function bounded({ width, height }, most) {
    const scale = Math.min(1, most / Math.max(width, height));
    return {
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
    };
  }

  /** The part of the photo that a frame of that shape (width by height) shows; always inside it. */
  function crop(photo, view, aspect = 1) {
    const width = Math.min(photo.width, photo.height * aspect) / view.zoom;
    const height = Math.min(width / aspect, photo.height);
    return {
      x: clamp(view.x * photo.width - width / 2, 0, photo.width - width),
      y: clamp(view.y * photo.height - height / 2, 0, photo.height - height),
      width,
      height,
    };
  }

  /** The same view with its zoom within bounds, and its centre where the frame really is. */
  function held(photo, view) {
    const zoom = clamp(view.zoom, 1, CLOSEST);
    const part = crop(photo, { ...view, zoom });
    return {
      zoom,
      x: (part.x + part.width / 2) / photo.width,
      y: (part.y + part.height / 2) / photo.height,
    };
  }

  /** The view after the picture was moved right and down by parts of the frame. */
  function moved(photo, view, right, down) {
    const side = crop(photo, view).width;
    return held(photo, {
      zoom: view.zoom,
      x: view.x - (right * side) / photo.width,
      y: view.y - (down * side) / photo.height,
    });
  }

  /** The view after zooming about a point of the frame, which stays where it is. */
  function zoomed(photo, view, factor, point = { x: 0.5, y: 0.5 }) {
    const zoom = clamp(view.zoom * factor, 1, CLOSEST);
    const before = crop(photo, view);
    const side = before.width * (view.zoom / zoom);
    const x = before.x + point.x * before.width + (0.5 - point.x) * side;
    const y = before.y + point.y * before.height + (0.5 - point.y) * side;
    return held(photo, { zoom, x: x / photo.width, y: y / photo.height });
  }

  /** The view after two fingers went from one pair of points of the frame to another. */
  function pinched(photo, view, from, to) {
    const [start, end] = [middle(from), middle(to)];
    const closer = zoomed(photo, view, apart(to) / Math.max(apart(from), 0.01), start);
    return moved(photo, closer, end.x - start.x, end.y - start.y);
  }

  function middle([a, b]) {
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }

  function apart([a, b]) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  /** The view that shows the same after the photo was turned clockwise by a right angle. */
  function turned(view) {
    return { zoom: view.zoom, x: 1 - view.y, y: view.x };
  }

  /** How far the picture is moved along `x` or `y`, from 0 to 1; null where it cannot move. */
  function place(photo, view, axis) {
    const part = crop(photo, view);
    const room = axis === "x" ? photo.width - part.width : photo.height - part.height;
    return room < 0.5 ? null : 1 - part[axis] / room;
  }

  /** The view with the picture moved that far; the inverse of `place`. */
  function placed(photo, view, axis, value) {
    const part = crop(photo, view);
    const [whole, shown] =
      axis === "x" ? [photo.width, part.width] : [photo.height, part.height];
    return held(photo, { ...view, [axis]: ((1 - value) * (whole - shown) + shown / 2) / whole });
  }

  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const ZOOMS = { "+": 1.1, "=": 1.1, "-": 1 / 1.1, "−": 1 / 1.1, _: 1 / 1.1 };
  const RESETS = ["0", "٠", "۰", "०", "০"];

  /** The view after a key was pressed; null for keys that mean nothing here. */
  function keyed(photo, view, key, far = false) {
    const step = far ? 0.1 : 0.02;
    if (key in MOVES) return moved(photo, view, MOVES[key][0] * step, MOVES[key][1] * step);
    if (key in ZOOMS) return zoomed(photo, view, ZOOMS[key]);
    return RESETS.includes(key) ? WHOLE : null;
  }

  function ramp(value, from, to) {
    return clamp((value - from) / (to - from), 0, 1);
  }

  /** What is laid over a photo for a strength from 0 (untouched) to 1 (nothing but the colour).

  First the photo's own colours give way to the one, then it deepens, then it covers: light and
  dark, and so a face, stay apart until late. */
  function layers(strength) {
    const deepened = 0.5 * ramp(strength, 0.1, 0.8);
    const covered = 0.25 * ramp(strength, 0.25, 0.75) + 0.75 * ramp(strength, 0.75, 1);
    const all = [
      { operation: "color", alpha: ramp(strength, 0, 0.4) },
      { operation: "multiply", alpha: deepened },
      { operation: "source-over", alpha: covered },
    ];
    return all.filter((layer) => layer.alpha > 0);
  }

  /** A type size at which what is `width` wide at `size` takes no more than `room`. */
  function fitted(size, width, room) {
    return width > room ? (size * room) / width : size;
  }

  /** The slices that bend a strip of text along the foot of a circle.

  Each is a column of the strip from x on, and the angle (radians, clockwise) by which it is turned
  about the circle's centre from straight below it. The strip's own left stays left, so text that
  was drawn in its own direction, with its letters joined, stays so. */
  function slices(width, radius, step = 1) {
    const found = [];
    for (let x = 0; x < width; x += step) {
      const wide = Math.min(step, width - x);
      found.push({ x, width: wide, angle: (width / 2 - x - wide / 2) / radius });
    }
    return found;
  }

  /** Up to three letters or digits to stand for a name, apart where their script would join them. */
  function initials(text, language) {
    const parts = [...new Intl.Segmenter(language, { granularity: "grapheme" }).segment(text)];
    const letters = parts.map((part) => part.segment).filter((part) => /[\p{L}\p{N}]/u.test(part));
    const joining = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}]/u;
    const few = letters.slice(0, 3);
    return few.join(few.some((one) => joining.test(one)) ? " " : "").toLocaleUpperCase(language);
  }

  /** Text with Latin hashtags and handles kept whole: in Arabic words the sign would change sides. */
  function isolated(text) {
    return text.replace(/[#@][A-Za-z0-9_.]*[A-Za-z0-9_]/g, "\u2066$&\u2069");
  }

  /** "rtl" or "ltr", by the first letter. */
  function direction(text) {
    const first = /\p{L}/u.exec(text);
    const backward = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
    return first && backward.test(first[0]) ? "rtl" : "ltr";
  }

  function channels(colour) {
    return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  }

  /** Black or white, whichever reads better on the colour "#rrggbb" (contrast as in WCAG 2.2). */
  function inkOn(colour) {
    const linear = channels(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    const light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
  }

  const HUES = ["red", "orange", "yellow", "green", "green", "green", "teal", "blue", "blue", "purple", "pink", "pink"];

  /** An English name of a colour, for file names. */
  function colourName(colour) {
    const [red, green, blue] = channels(colour);
    const [low, high] = [Math.min(red, green, blue), Math.max(red, green, blue)];
    if (high - low < 0.1) return high < 0.25 ? "black" : low > 0.85 ? "white" : "grey";
    const turns = { [blue]: 4 + (red - green) / (high - low), [green]: 2 + (blue - red) / (high - low) };
    const sixth = high === red ? ((green - blue) / (high - low) + 6) % 6 : turns[high];
    return HUES[Math.round(sixth * 2) % 12];
  }

  /** The name under which a picture is saved; its ending is that of what the browser made. */
  function fileName(colour, { width, height }, type) {
    const size = width === height ? `${width}` : `${width}x${height}`;
    const ending = type === "image/png" ? "png" : "jpg";
    return `${width === height ? "profile" : "header"}-${colourName(colour)}-${size}.${ending}`;
  }

  /** Why a file cannot be opened as a photo. */
  function fault({ type, name }) {
    if (/hei[cf]/i.test(type) || /\.hei[cf]$/i.test(name)) return "heic";
    return type.startsWith("image/") ? "unreadable" : "foreign";
  }

  /** Words in at most so many lines, the longest as short as can be. */
  function parted(text, number) {
    const words = text.split(/\s+/);
    for (let limit = Math.ceil(text.length / number); ; limit += 1) {
      const lines = [];
      for (const word of words) {
        const longer = `${lines.at(-1)} ${word}`;
        if (lines.length && longer.length <= limit) lines[lines.length - 1] = longer;
        else lines.push(word);
      }
      if (lines.length <= number) return lines;
    }
  }

  // Kinds of PNG chunks without which there is no picture.
  const CHUNKS = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

  /** The bytes of a JPEG or PNG with all left out that is no picture; browsers add notes, too. */
  function bare(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const kept = view.getUint16(0) === 0xffd8 ? segments(bytes, view) : chunks(bytes, view);
    const all = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of kept) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** A JPEG without its application segments and comments, but for the one that says it is one. */
  function segments(bytes, view) {
    const kept = [bytes.subarray(0, 2)];
    let at = 2;
    while (view.getUint16(at) !== 0xffda) {
      const [marker, end] = [bytes[at + 1], at + 2 + view.getUint16(at + 2)];
      const told = (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe;
      if (!told) kept.push(bytes.subarray(at, end));
      at = end;
    }
    return [...kept, bytes.subarray(at)];
  }

  function chunks(bytes, view) {
    const kept = [bytes.subarray(0, 8)];
    for (let at = 8; at < bytes.length; at += 12 + view.getUint32(at)) {
      const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
      if (CHUNKS.includes(kind)) kept.push(bytes.subarray(at, at + 12 + view.getUint32(at)));
    }
    return kept;
  }

  const reckoning = {
    CLOSEST, WHOLE, bounded, crop, held, moved, zoomed, pinched, turned, place, placed, keyed,
    layers, fitted, slices, initials, direction, isolated, inkOn, colourName, fileName,
    fault, parted, bare,
  };
  if (typeof module === "object" && module.exports) module.exports = reckoning;
  else root.studioReckoning = reckoning;
})(globalThis);
