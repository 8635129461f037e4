/* Draws the photo studio's picture on a canvas, and opens photos for it. Nothing leaves the page.

A scene is all that a picture is made of: {source: "photo", "plain" or "initials", photo: a canvas or
null, view, strength, tint, ink, initials, frame: "none", "thin", "thick" or "picture", picture: an
<img> or null, ring, language, font, split}. */
"use strict";

(function (root) {
  const { bare, bounded, crop, direction, fitted, layers, parted, slices } = root.studioReckoning;
  const { document } = root;

  // Enough for 1080 pixels at a zoom of two, and small enough for the memory of an old phone.
  const LARGEST = 2160;

  // Parts of a square's side.
  const BAND = 0.12;
  const FRAMES = { none: 0, thin: 0.035, thick: 0.085, picture: 0 };

  function blank(width, height) {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    return canvas;
  }

  /** Gives a canvas's memory back now: browsers may keep it until much later. */
  function release(canvas) {
    if (canvas) canvas.width = canvas.height = 0;
  }

  /** A photo as an upright canvas of bounded size; rejects what the browser cannot decode.

  An <img> tells its size before it is decoded, and every browser turns it as its camera says. */
  async function opened(file) {
    const address = URL.createObjectURL(file);
    const image = new Image();
    try {
      await new Promise((resolve, reject) => {
        image.onload = resolve;
        image.onerror = () => reject(new Error("cannot be decoded"));
        image.src = address;
      });
      return shrunk(image, { width: image.naturalWidth, height: image.naturalHeight });
    } finally {
      image.removeAttribute("src");
      URL.revokeObjectURL(address);
    }
  }

  function shrunk(image, size) {
    if (!size.width || !size.height) throw new Error("no size");
    const { width, height } = bounded(size, LARGEST);
    const canvas = blank(width, height);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, width, height);
    // What is see-through becomes white, as on paper.
    pen.globalCompositeOperation = "destination-over";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
    return canvas;
  }

  /** The photo turned clockwise by a right angle; the old canvas is given back. */
  function turned(photo) {
    const canvas = blank(photo.height, photo.width);
    const pen = canvas.getContext("2d");
    pen.translate(photo.height, 0);
    pen.rotate(Math.PI / 2);
    pen.drawImage(photo, 0, 0);
    release(photo);
    return canvas;
  }

  /** Draws the scene over all of a canvas; a shape that is no square becomes a header. */
  function paint(canvas, scene) {
    const pen = canvas.getContext("2d");
    const { width, height } = canvas;
    pen.imageSmoothingQuality = "high";
    if (width !== height) {
      header(pen, scene, width, height);
      return;
    }
    ground(pen, scene, width);
    badge(pen, scene, width);
    if (scene.split && hasPhoto(scene)) split(pen, scene, width);
  }

  function hasPhoto(scene) {
    return scene.source === "photo" && scene.photo !== null;
  }

  function ground(pen, scene, side) {
    pen.fillStyle = scene.tint;
    if (!hasPhoto(scene)) {
      pen.fillRect(0, 0, side, side);
      return;
    }
    untouched(pen, scene, side);
    pen.save();
    for (const { operation, alpha } of layers(scene.strength)) {
      pen.globalCompositeOperation = operation;
      pen.globalAlpha = alpha;
      pen.fillRect(0, 0, side, side);
    }
    pen.restore();
  }

  function untouched(pen, { photo, view }, side) {
    const part = crop(photo, view);
    pen.drawImage(photo, part.x, part.y, part.width, part.height, 0, 0, side, side);
  }

  /** Before and after side by side, in the order in which the language reads. */
  function split(pen, scene, side) {
    const middle = Math.round(side / 2);
    const line = Math.max(2, Math.round(side / 180));
    pen.save();
    pen.beginPath();
    pen.rect(scene.backward ? middle : 0, 0, middle, side);
    pen.clip();
    untouched(pen, scene, side);
    pen.restore();
    pen.fillStyle = "#fff";
    pen.fillRect(middle - line / 2, 0, line, side);
  }

  /** What a square carries: initials, a frame round the circle that networks cut out, the ring. */
  function badge(pen, scene, side) {
    const edge = Math.max(FRAMES[scene.frame], scene.ring ? BAND : 0) * side;
    if (scene.source === "initials") letters(pen, scene, side, (side - 2 * edge) * 0.62);
    if (scene.frame === "picture" && scene.picture) pen.drawImage(scene.picture, 0, 0, side, side);
    if (edge) rim(pen, scene, side, side / 2 - edge);
    if (scene.ring) pen.drawImage(ring(scene, side), 0, 0);
  }

  function rim(pen, scene, side, radius) {
    pen.fillStyle = scene.tint;
    pen.beginPath();
    pen.rect(0, 0, side, side);
    pen.arc(side / 2, side / 2, radius, 0, 2 * Math.PI);
    pen.fill("evenodd");
    if (!scene.ring) return;
    // Words take the frame's place at the edge, so the frame is the line inside them.
    pen.strokeStyle = scene.ink;
    pen.lineWidth = side / 270 + (FRAMES[scene.frame] * side) / 3;
    pen.beginPath();
    pen.arc(side / 2, side / 2, radius - pen.lineWidth / 2, 0, 2 * Math.PI);
    pen.stroke();
  }

  function letters(pen, scene, side, room) {
    setType(pen, scene, scene.initials, fittedSize(pen, scene, scene.initials, room, room));
    line(pen, scene.initials, side / 2, side / 2);
  }

  function setType(pen, scene, text, size) {
    pen.font = `800 ${size}px ${scene.font}`;
    // It decides between forms of a letter that languages of one script write differently.
    if ("lang" in pen) pen.lang = scene.language;
    pen.direction = direction(text);
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    pen.fillStyle = scene.ink;
  }

  function fittedSize(pen, scene, text, size, room) {
    setType(pen, scene, text, size);
    return fitted(size, pen.measureText(text).width, room);
  }

  /** One line of text with its ink, not its type's box, in the middle. */
  function line(pen, text, x, y) {
    const { actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = pen.measureText(text);
    pen.fillText(text, x, y + (above - below) / 2);
  }

  const kept = { key: "", canvas: null };

  /** The ring's text on a canvas of its own, kept while it stays the same: photos move below it. */
  function ring(scene, side) {
    const key = JSON.stringify([scene.ring, scene.ink, scene.font, scene.language, side]);
    if (kept.key !== key) {
      release(kept.canvas);
      kept.key = key;
      kept.canvas = blank(side, side);
      bent(kept.canvas.getContext("2d"), scene, side);
    }
    return kept.canvas;
  }

  /** Text along the foot of the circle: set straight first, so that its letters join, then bent. */
  function bent(pen, scene, side) {
    const radius = side / 2 - (BAND * side) / 2;
    const strip = straight(scene, BAND * side * 0.7, radius * 2 * Math.PI * 0.92);
    const middle = strip.height / 2;
    for (const { x, width, angle } of slices(strip.width, radius)) {
      pen.save();
      pen.translate(side / 2, side / 2);
      pen.rotate(angle);
      // Half a pixel of overlap, or fine lines would show between the slices.
      pen.drawImage(strip, x, 0, width, strip.height, -width / 2 - 0.25, radius - middle, width + 0.5, strip.height);
      pen.restore();
    }
    release(strip);
  }

  function straight(scene, size, room) {
    const strip = blank(1, 1);
    const least = fittedSize(strip.getContext("2d"), scene, scene.ring, size, room);
    setType(strip.getContext("2d"), scene, scene.ring, least);
    const wide = strip.getContext("2d").measureText(scene.ring).width;
    strip.width = Math.ceil(wide + least);
    strip.height = Math.ceil(least * 2);
    const pen = strip.getContext("2d");
    setType(pen, scene, scene.ring, least);
    line(pen, scene.ring, strip.width / 2, strip.height / 2);
    return strip;
  }

  /** A wide picture for the head of a profile: the colour, the words, and the photo as a square.

  Networks lay the profile photo over the lower left, and phones cut off both ends. */
  function header(pen, scene, width, height) {
    pen.fillStyle = scene.tint;
    pen.fillRect(0, 0, width, height);
    const words = (scene.source === "initials" && scene.initials) || scene.ring;
    const end = hasPhoto(scene) ? width * 0.84 - height : width * 0.84;
    if (hasPhoto(scene)) {
      pen.save();
      pen.translate(end, 0);
      ground(pen, scene, height, height);
      pen.restore();
    }
    if (!words) return;
    const room = end - width * 0.22;
    const { size, lines } = [1, 2, 3]
      .map((number) => set(pen, scene, parted(words, number), height, room))
      .reduce((best, one) => (one.size > best.size * 1.15 ? one : best));
    lines.forEach((text, at) => {
      setType(pen, scene, text, size);
      line(pen, text, width * 0.19 + room / 2, height * 0.42 + (at - (lines.length - 1) / 2) * size * 1.35);
    });
  }

  /** The size at which lines of a header fit beside and below each other. */
  function set(pen, scene, lines, height, room) {
    const most = (height * 0.6) / (1 + 1.35 * (lines.length - 1));
    const sizes = lines.map((text) => fittedSize(pen, scene, text, Math.min(height * 0.3, most), room));
    return { size: Math.min(...sizes), lines };
  }

  /** Whether the browser lets a page read what it has drawn; some give noise instead. */
  function readable() {
    const canvas = blank(4, 4);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#3366cc";
    pen.fillRect(0, 0, 4, 4);
    const wanted = [0x33, 0x66, 0xcc, 0xff];
    const pixels = [...pen.getImageData(0, 0, 4, 4).data];
    return pixels.every((value, at) => Math.abs(value - wanted[at % 4]) < 16);
  }

  /** The scene as a file of that size; JPEG for photos, PNG for flat colour. */
  async function finished(scene, width, height) {
    if (!readable()) throw new Error("unreadable canvas");
    const canvas = blank(width, height);
    try {
      paint(canvas, { ...scene, split: false });
      const type = hasPhoto(scene) ? "image/jpeg" : "image/png";
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, 0.92));
      if (!blob) throw new Error("no picture was made");
      return new Blob([bare(new Uint8Array(await blob.arrayBuffer()))], { type: blob.type });
    } finally {
      release(canvas);
    }
  }

  root.studioDrawing = { finished, opened, paint, release, turned };
})(globalThis);
