"""Where sentences begin and end, looked for near a token only: they may be long as an article."""

from typing import Final

from spacy.tokens import Doc

LONGEST_SENTENCE: Final = 200
"""In tokens; what a sentence holds beyond is not read, so that time stays linear in the text."""


def sentence_start(doc: Doc, i: int, reach: int) -> int:
    """Return the first token of the sentence of token `i`, at most `reach` tokens before it."""
    floor = max(0, i - reach)
    while i > floor and not doc[i].is_sent_start:
        i -= 1
    return i


def sentence_end(doc: Doc, i: int, reach: int) -> int:
    """Return the token behind the sentence of token `i`, at most `reach` tokens behind it."""
    limit = min(len(doc), i + reach)
    i += 1
    while i < limit and not doc[i].is_sent_start:
        i += 1
    return min(i, limit)
