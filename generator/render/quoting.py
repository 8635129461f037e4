"""Quoting: somebody's words, or our words for them, as they are passed on with who and when."""

from __future__ import annotations

from generator.kinds.post import Post
from generator.render.speech import Speech


def told(speech: Speech, post: Post, by: str) -> str:
    """What is known of a post's words, marked as what it is; '' where all there is is a picture.

    A post in another language is told in its translation, if it has one, as its card is.
    """
    if post.is_lost:
        return speech.t("share.lost", by=by)
    words, form = post.words, "quoted" if post.is_quotation else "paraphrased"
    if form == "quoted" and post.translation and post.lang != speech.language.code:
        words, form = post.translation, "translated"
    said = speech.plain(words).strip()
    return speech.t(f"share.{form}", words=said, by=by) if said else ""
