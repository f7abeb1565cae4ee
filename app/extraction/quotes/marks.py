"""Pairs quotation marks: which stretches of an article stand inside marks.

Works on characters, paragraph by paragraph, in one pass: the parser's tokens come later and are
often wrong about marks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Characters that may stand before an opening mark or after a closing one.
_BEFORE_OPENING = frozenset(" \n([{-–—/|:;,…")
_AFTER_CLOSING = frozenset(" \n)]}-–—/|:;,.!?…*")
_OPENING_GLYPHS = frozenset("“„«")
_CLOSING_GLYPHS = frozenset("”»")
# Typewriters and wire services also double the single mark.
_DOUBLE = re.compile(r"""["“”„‟«»]|''|‘‘|’’|``|´´""")
_SINGLE = re.compile(r"(?<!')'(?!')")
_SINGLES = frozenset("'‘’‚‛`´")
_STRONG_END = frozenset(".,!?…;:")
# A single-quoted stretch in an article that quotes with doubles: a label or a headline's quote.
_MAX_INNER_SINGLE = 120
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The characters between two marks, the marks left out."""

    start: int
    end: int
    paragraph: int
    continues: bool = False
    """Whether it goes on with what the paragraph before left open."""


def pair_marks(raw: str, plain: str) -> list[Quotation]:
    """Return the quotations of a text, in order; nested ones are left to the outer one.

    `raw` has the glyphs as written, `plain` is its straightened copy of equal length, which also
    tells paragraphs. Doubles are the marks unless the text is one that quotes with singles. A mark
    left open at a paragraph's end counts only if the next paragraph opens with one, as in a
    quotation of several paragraphs.
    """
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(plain) if m.group().strip()]
    singles_first = _quotes_with_singles(plain, paragraphs)
    found: list[Quotation] = []
    was_open = False
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and _opens_with_mark(plain, following, singles_first)
        if singles_first:
            spans, was_open_next = _pair_singles_on(plain, start, end, goes_on=goes_on)
        else:
            spans, was_open_next = _pair_doubles(raw, start, end, goes_on=goes_on)
            spans = sorted([*spans, *_inner_singles(plain, start, end, spans)])
        for first, (s, e) in enumerate(spans):
            s, e = _trim(plain, s, e)
            if s < e:
                found.append(Quotation(s, e, number, continues=was_open and first == 0))
        was_open = was_open_next
    return found


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end


def _opens_with_mark(plain: str, paragraph: tuple[int, int], singles: bool) -> bool:
    head = plain[slice(*paragraph)].lstrip()[:1]
    return head == ("'" if singles else '"') or plain[slice(*paragraph)].lstrip()[:2] == "''"


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    return (text[start - 1] if start else "\n"), (text[end] if end < len(text) else "\n")


def _may_open(text: str, start: int, end: int) -> bool:
    before, after = _neighbours(text, start, end)
    return (before in _BEFORE_OPENING or before in _SINGLES) and not after.isspace()


def _may_close(text: str, start: int, end: int) -> bool:
    before, after = _neighbours(text, start, end)
    return not before.isspace() and (after in _AFTER_CLOSING or after in _SINGLES)


def _pair_doubles(
    raw: str, start: int, end: int, *, goes_on: bool
) -> tuple[list[tuple[int, int]], bool]:
    """Return the double-quoted stretches of one paragraph, and whether the last is left open."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _DOUBLE.finditer(raw, start, end):
        if opened is None:
            if not _is_closing_only(raw, mark):
                opened = mark.end()
        elif _is_opening_only(raw, mark):
            opened = mark.end()  # the one before was never closed: where it ends, nobody knows
        else:
            spans.append((opened, mark.start()))
            opened = None
    left_open = opened is not None and goes_on
    if opened is not None and left_open:
        spans.append((opened, end))
    return spans, left_open


def _is_closing_only(raw: str, mark: re.Match[str]) -> bool:
    closes = _may_close(raw, *mark.span()) and not _may_open(raw, *mark.span())
    return closes and mark.group() not in _OPENING_GLYPHS


def _is_opening_only(raw: str, mark: re.Match[str]) -> bool:
    opens = _may_open(raw, *mark.span()) and not _may_close(raw, *mark.span())
    return opens and mark.group() not in _CLOSING_GLYPHS


def _quotes_with_singles(plain: str, paragraphs: list[tuple[int, int]]) -> bool:
    """Whether the text quotes with single marks: two good pairs, and hardly a double outside."""
    pairs = [p for s, e in paragraphs for p in _pair_singles(plain, s, e)]
    good = [(s, e) for s, e in pairs if " " in plain[s:e]]
    doubles = 0
    for mark in _DOUBLE.finditer(plain):
        before = bisect_right(good, (mark.start(), mark.start())) - 1
        doubles += before < 0 or good[before][1] <= mark.start()
    return doubles <= 2 and len(good) >= 2 and len(good) > doubles


def _pair_singles(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the single-quoted stretches of one paragraph, apostrophes told apart."""
    marks = [m.start() for m in _SINGLE.finditer(plain, start, end)]
    spans, position = [], 0
    while position < len(marks):
        opening = marks[position]
        position += 1
        if not _single_opens(plain, opening):
            continue
        closing = _closing_single(plain, marks, position)
        if closing is not None:
            spans.append((opening + 1, marks[closing]))
            position = closing + 1
    return spans


def _pair_singles_on(
    plain: str, start: int, end: int, *, goes_on: bool
) -> tuple[list[tuple[int, int]], bool]:
    """Return the single-quoted stretches of a paragraph, and whether the last is left open."""
    spans = _pair_singles(plain, start, end)
    rest = max((e + 1 for _, e in spans), default=start)
    marks = (m.start() for m in _SINGLE.finditer(plain, rest, end))
    opening = (i for i in marks if _single_opens(plain, i))
    opened = next(opening, None) if goes_on else None
    if opened is None:
        return spans, False
    return [*spans, (opened + 1, end)], True


def _single_opens(plain: str, i: int) -> bool:
    after = plain[i + 1 : i + 3]
    # '90s and 'em are no quotations; 'I is one.
    return _may_open(plain, i, i + 1) and not after[:1].isdigit() and after != "em"


def _closing_single(plain: str, marks: list[int], position: int) -> int | None:
    """Return the index in `marks` of the mark that closes, or None.

    A mark after a stop or comma, or before one, closes for sure. After a letter and before a space
    it may be a possessive ("the troops' morale"); it closes if no better one comes before the next
    opening mark.
    """
    fallback: int | None = None
    for k in range(position, len(marks)):
        i = marks[k]
        if _single_opens(plain, i) and not _may_close(plain, i, i + 1):
            break
        if not _may_close(plain, i, i + 1):
            continue
        before, after = _neighbours(plain, i, i + 1)
        if before in _STRONG_END or (after in _STRONG_END and before != "s"):
            return k
        if before != "s" and fallback is None:
            return k
        fallback = k if fallback is None else fallback
    return fallback


def _inner_singles(
    plain: str, start: int, end: int, doubles: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield short single-quoted stretches outside the doubles: labels, and quotes in headlines."""
    for s, e in _pair_singles(plain, start, end):
        outside = not any(s < b and a < e for a, b in doubles)
        if outside and e - s <= _MAX_INNER_SINGLE and plain[s].isalnum() and e > s + 1:
            yield s, e
