"""Tokens and code points: from one to the other."""

from spacy.tokens import Doc, Span


def covering(doc: Doc, start: int, end: int) -> Span:
    """Return the smallest span of tokens that covers the code points from `start` to `end`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens cover the code points {start} to {end}")
    return span
