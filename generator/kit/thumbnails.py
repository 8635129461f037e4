"""Cards made small, for pages that show many of them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from PIL.Image import Resampling

# What pages show cards at is up to 430 wide for one that lies, and 215 for one that stands.
_LYING, _STANDING = 480, 360
_QUALITY = 50


def thumbnail(card: bytes) -> bytes:
    """A drawn card (PNG or JPEG) as a small WebP: about a quarter of its bytes."""
    image = Image.open(BytesIO(card), formats=("PNG", "JPEG")).convert("RGB")
    width = _LYING if image.width > image.height else _STANDING
    height = max(1, round(image.height * width / image.width))
    stream = BytesIO()
    small = image.resize((width, height), Resampling.LANCZOS)
    small.save(stream, "WEBP", quality=_QUALITY, method=4)
    return stream.getvalue()
