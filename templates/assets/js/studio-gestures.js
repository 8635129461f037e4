/* Moves and zooms the photo studio's picture by mouse, touch, wheel and keys. */
"use strict";

(function (root) {
  const { keyed, moved, pinched, zoomed } = root.studioReckoning;

  /** Watches a canvas. `now()` tells {photo, view}, or null when nothing can be moved; `change(view,
  key)` is called with each new view, and with true if a key made it. */
  function watch(canvas, now, change) {
    const fingers = new Map();

    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !now()) return;
      canvas.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, point(canvas, event));
    });
    canvas.addEventListener("pointermove", (event) => {
      const state = now();
      if (!state || !fingers.has(event.pointerId)) return;
      change(dragged(state, fingers, event.pointerId, point(canvas, event)), false);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
    }
    canvas.addEventListener("wheel", (event) => turn(canvas, event, now(), change), { passive: false });
    canvas.addEventListener("keydown", (event) => press(event, now(), change));
  }

  /** Where an event happened, as parts of the canvas. */
  function point(canvas, event) {
    const box = canvas.getBoundingClientRect();
    return { x: (event.clientX - box.x) / box.width, y: (event.clientY - box.y) / box.height };
  }

  /** The view after a finger went to a point: alone it moves the picture, with another it pinches. */
  function dragged({ photo, view }, fingers, moving, to) {
    const from = fingers.get(moving);
    const other = [...fingers].find(([id]) => id !== moving);
    fingers.set(moving, to);
    if (!other) return moved(photo, view, to.x - from.x, to.y - from.y);
    return pinched(photo, view, [from, other[1]], [to, other[1]]);
  }

  /** The wheel belongs to the page until the picture has been clicked, and at either end of zoom. */
  function turn(canvas, event, state, change) {
    if (!state || canvas.ownerDocument.activeElement !== canvas) return;
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    const view = zoomed(state.photo, state.view, Math.exp(-pixels / 500), point(canvas, event));
    if (view.zoom === state.view.zoom) return;
    event.preventDefault();
    change(view, false);
  }

  function press(event, state, change) {
    if (!state || event.ctrlKey || event.metaKey || event.altKey) return;
    const view = keyed(state.photo, state.view, event.key, event.shiftKey);
    if (!view) return;
    event.preventDefault();
    change(view, true);
  }

  root.studioGestures = { watch };
})(globalThis);
