"""The part of a text that best shows why it was found."""

from collections.abc import Sequence
from typing import NamedTuple

from app.storage.queries.collection import Item

LENGTH = 200  # code points
LEAD = 40  # before the first marked word


class Span(NamedTuple):
    """A stretch of a text, in code points."""

    start: int
    end: int


def make_snippet(field: str, text: str, marks: Sequence[tuple[int, int]]) -> Item:
    """Return the part of `text` with the most of `marks`, and where they stand in that part.

    `start` and `end` tell where the part stands in the text.

    >>> make_snippet("text", "They sail at dawn.", [(5, 9)])["marks"]
    [{'start': 5, 'end': 9}]
    """
    start, end = _choose(text, marks)
    return {
        "field": field,
        "text": text[start:end],
        "start": start,
        "end": end,
        "marks": [
            {"start": first - start, "end": last - start}
            for first, last in marks
            if start <= first and last <= end
        ],
    }


def _choose(text: str, marks: Sequence[tuple[int, int]]) -> Span:
    """Return the first of the stretches with the most marks, with no word cut if it can be."""
    if len(text) <= LENGTH:
        return Span(0, len(text))
    best, most, last = 0, 0, 0
    for first in range(len(marks)):
        while last < len(marks) and marks[last][1] <= marks[first][0] - LEAD + LENGTH:
            last += 1
        if last - first > most:
            best, most = first, last - first
    mark = marks[best] if marks else (0, 0)
    start = max(0, min(mark[0] - LEAD, len(text) - LENGTH))
    end = start + LENGTH
    if start and not text[start - 1].isspace():
        blank = text.find(" ", start, mark[0])
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        final = marks[best + most - 1][1] if most else start
        blank = text.rfind(" ", final, end)
        end = blank if blank > start else end
    return Span(start, end)
