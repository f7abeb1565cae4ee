"""Editions of exercises in their names: "RIMPAC 2020", "AUSINDEX-17", "Sea Breeze '21"."""

import re
from typing import Final

from spacy.tokens import Doc

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_IN_WORD: Final = re.compile(
    r"(?P<base>[^\W\d](?:[\w.'-]*[^\W\d])?)-?(?P<edition>(?:19|20)\d\d|\d\d(?:-\d)?)"
)
_NUMBER: Final = re.compile(r"\d{1,3}(?:-\d)?")
_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
# Exercises of the last century are named in this one by their two figures too: "Zapad-81".
_OLDEST_TWO_FIGURES = 50


def split_edition(word: str) -> tuple[str, str | None]:
    """Return a word's series and edition, if its end is an edition.

    >>> split_edition("AUSINDEX-17"), split_edition("RIMPAC2020"), split_edition("Malabar")
    (('AUSINDEX', '2017'), ('RIMPAC', '2020'), ('Malabar', None))
    """
    match = _IN_WORD.fullmatch(word)
    if match is None:
        return word, None
    return match["base"], full_edition(match["edition"])


def full_edition(figures: str) -> str:
    """Return an edition with its year in four figures.

    >>> full_edition("17"), full_edition("81"), full_edition("20-2"), full_edition("2018")
    ('2017', '1981', '2020-2', '2018')
    """
    year, dash, part = figures.partition("-")
    if len(year) == 2:
        year = ("19" if int(year) >= _OLDEST_TWO_FIGURES else "20") + year
    return f"{year}{dash}{part}"


def is_year(text: str) -> bool:
    """Tell whether a word is a year in four figures."""
    return _YEAR.fullmatch(text) is not None


def year_of(edition: str | None) -> int | None:
    """Return the year that an edition is named for, if it is."""
    match = _YEAR.match(edition or "")
    return int(match[0]) if match else None


def is_before(edition: str | None, other: str | None) -> bool:
    """Tell whether an edition is an earlier one than another, by year or by number.

    >>> is_before("2016", "2018"), is_before("V", "VI"), is_before("V", "2018")
    (True, True, False)
    """
    for rank in (year_of, _roman):
        one, two = rank(edition), rank(other)
        if one is not None and two is not None:
            return one < two
    return False


def _roman(edition: str | None) -> int | None:
    if not edition or not _ROMAN.fullmatch(edition):
        return None
    values = [{"I": 1, "V": 5, "X": 10}[figure] for figure in edition]
    signed = (-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return sum(signed)


def read_edition(doc: Doc, i: int) -> tuple[int, str | None]:
    """Return the token behind the edition that begins at token `i`, and the edition."""
    if i >= len(doc):
        return i, None
    mark = doc[i].text in {"-", "'", "–"} and doc[i].whitespace_ == ""
    j = i + mark
    if j >= len(doc) or (mark and doc[i].text != "'" and doc[i - 1].whitespace_):
        return i, None
    text = doc[j].text.removeprefix("'")
    if _YEAR.fullmatch(text):
        return (i, None) if _begins_date(doc, j) else (j + 1, text)
    if _NUMBER.fullmatch(text) and (mark or not _counts(doc, j)):
        return _read_part(doc, j, text)
    if not mark and _ROMAN.fullmatch(text) and text != "I":
        return j + 1, text
    return i, None


def _read_part(doc: Doc, i: int, figures: str) -> tuple[int, str]:
    """Read what may follow the figures of a year: the "-2" of "20-2"."""
    parted = i + 2 < len(doc) and doc[i + 1].text == "-" and re.fullmatch(r"\d", doc[i + 2].text)
    if parted and not doc[i].whitespace_:
        return i + 3, full_edition(f"{figures}-{doc[i + 2].text}")
    return i + 1, full_edition(figures)


def _begins_date(doc: Doc, i: int) -> bool:
    """Tell whether a year begins a date in figures: "1996-08-30"."""
    behind = doc[i + 1 : i + 3]
    return len(behind) == 2 and behind[0].text == "-" and behind[1].is_digit


def _counts(doc: Doc, i: int) -> bool:
    """Tell whether a number counts what follows, and so is no edition: "20 aircraft"."""
    head = doc[i].head
    return doc[i].dep_ == "nummod" and head.i > i and head.tag_ in {"NNS", "NN"}
