"""Where sentences begin and end, looked for near a token only: they may be long as an article."""

from typing import Final

from spacy.tokens import Doc

LONGEST_SENTENCE: Final = 200
"""In tokens; what a sentence holds beyond is not read, so that time stays linear in the text."""
_DATELINE: Final = 12
"""In tokens: how long the place, day and agency before a report may be."""
_DASHES: Final = {"-", "–", "—", "--"}


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


def behind_dateline(doc: Doc, start: int) -> int:
    """Return the token behind the dateline that the sentence at `start` opens with, else `start`.

    Read as one with the report, "BERGEN, Norway - The exercise began" has two subjects.
    """
    first = doc[start]
    if not first.text[0].isupper():
        return start
    for token in doc[start + 1 : start + _DATELINE]:
        if token.text in _DASHES and token.whitespace_ and doc[token.i - 1].whitespace_:
            is_place = first.is_upper and len(first) > 2
            return token.i + 1 if is_place or doc[token.i - 1].text == ")" else start
        if token.text == ":":
            words = doc[start : token.i]
            return token.i + 1 if all(w.tag_[:3] == "NNP" for w in words) else start
    return start
