"""Amounts: how many of what, from figures and from words, with the reserve that goes with them."""

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span, Token

from app.extraction.spans import covering

_UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES: Final = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_VAGUE: Final = {
    "dozens": 24, "hundreds": 200, "thousands": 2_000, "tens of thousands": 20_000,
    "hundreds of thousands": 200_000, "millions": 2_000_000,
}  # fmt: skip
"""The least that a plural without a number can mean."""

_LOWER: Final = {
    "above", "at least", "exceeding", "in excess of", "more than", "no fewer than", "no less than",
    "over", "upwards of", "well over",
}  # fmt: skip
_UPPER: Final = {
    "almost", "as many as", "at most", "below", "close to", "fewer than", "just under", "less than",
    "nearly", "no more than", "under", "up to",
}  # fmt: skip
_NEAR: Final = {
    "about", "an estimated", "approximately", "around", "roughly", "some", "the estimated",
}  # fmt: skip

_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?|\d{1,12}(?:\.\d{1,3})?"
_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_NUMBER = (
    rf"(?:(?:half )?an? (?:dozen|hundred|thousand|million)|(?:{_DIGITS}|{_WORD})(?!\w)"
    rf"|(?:{_DIGITS})(?=k\b))"
    rf"(?:(?:(?<=hundred) and |(?<=thousand) and |[ -])?\b(?:{_WORD}|{_SCALE})\b|k\b){{0,6}}"
)
_QUALIFIER = "|".join(sorted(_LOWER | _UPPER | _NEAR, key=len, reverse=True))
_COUNT = re.compile(
    rf"(?<![\w$€£¥.,/])"
    rf"(?:(?P<qualifier>{_QUALIFIER}) )?"
    rf"(?:(?P<vague>{'|'.join(sorted(_VAGUE, key=len, reverse=True))})\b"
    rf"|(?P<between>between |from )?(?P<low>{_NUMBER})"
    rf"(?:(?P<to>(?: (?:and|to|or) |-|–)(?:(?:{_QUALIFIER}) )?)(?P<high>{_NUMBER}))?)"
    rf"(?![\w%]|,\d| ?percent| ?per cent)",
    re.IGNORECASE,
)
# A thing counted stands a few words behind its number: "300,000 South Korean military personnel".
_REACH = 8
_MODIFIERS = {"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "POS"}
_JOINTS = {"and", ",", "-", "&", "the"}
_TIMES = {"hour", "day", "week", "month", "year"}
"""Singular even when counted, before a noun: "a six day drill"."""


@dataclass(frozen=True, slots=True)
class Count:
    """An amount and what is counted; positions are tokens, half-open, qualifier to unit."""

    start: int
    end: int
    value: int | float | None
    """None for a range or a vague plural; `low` and `high` then bound it where they can."""
    unit: str | None
    """The noun counted, as written; None where it is left out."""
    qualifier: str | None
    low: int | float | None
    high: int | float | None
    number_end: int
    """The token behind the number: from here to `end` is what is counted."""


def parse_number(words: str) -> int | float | None:
    """Return the number that figures or words stand for; None if they stand for none.

    >>> parse_number("1.2 million"), parse_number("two dozen"), parse_number("six hundred and one")
    (1200000, 24, 601)
    """
    total, current, seen = 0.0, 0.0, False
    for word in re.findall(r"[\d.,]+|[a-z]+", words.lower()):
        if word[0].isdigit():
            current += float(word.replace(",", "").rstrip("."))
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) or _TENS.get(word, 0)
        elif word == "half":
            current += 0.5
        elif scale := _SCALES.get(word):
            current = (current or 1) * scale
            if scale > 100:
                total, current = total + current, 0.0
        elif word not in {"a", "an", "and"}:
            return None
        seen = seen or word not in {"a", "an", "and"}
    return _whole(total + current) if seen else None


def find_counts(doc: Doc) -> list[Count]:
    """Return the amounts in `doc`, in order; years and money are not among them."""
    counts = []
    for match in _COUNT.finditer(doc.text):
        opens = match.start("low") if match["between"] and not match["high"] else match.start()
        span = covering(doc, opens, match.end())
        noun = _counted(doc, span.end)
        if noun is None and not (_stands_alone(match) or _is_elided(doc, span)):
            continue
        end = noun.i + 1 if noun is not None else span.end
        value, low, high = _bounds(match)
        qualifier = (match["qualifier"] or match["vague"] or "").lower() or None
        unit = noun.text if noun is not None else None
        counts.append(Count(span.start, end, value, unit, qualifier, low, high, span.end))
    return counts


def _stands_alone(match: re.Match[str]) -> bool:
    """Tell whether a number without a noun may still be an amount, not a year, age or label."""
    return bool(match["qualifier"] or match["vague"] or "," in match["low"])


def _is_elided(doc: Doc, number: Span) -> bool:
    """Tell whether the noun is to be had from before: "300 Kenyan troops and 80 from Spain"."""
    behind = doc[number.end].lower_ if number.end < len(doc) else ""
    return behind == "from" and not re.fullmatch(r"(?:19|20)\d\d", number.text)


def _bounds(
    match: re.Match[str],
) -> tuple[int | float | None, int | float | None, int | float | None]:
    if match["vague"]:
        return None, _VAGUE[match["vague"].lower()], None
    value = parse_number(match["low"])
    if match["high"]:
        return None, value, parse_number(match["high"])
    qualifier = (match["qualifier"] or "").lower()
    return value, value if qualifier in _LOWER else None, value if qualifier in _UPPER else None


def _counted(doc: Doc, start: int) -> Token | None:
    """Return the noun that a number before token `start` counts."""
    noun = None
    limit = min(len(doc), start + _REACH)
    start += start < limit and doc[start].text == "-"
    start += start < limit and doc[start].lower_ == "of"
    for token in doc[start:limit]:
        if token.lower_ in _TIMES:
            return token
        if token.tag_.startswith("NN"):
            noun = token
        elif noun is not None and noun.tag_ in {"NNS", "NN"}:
            break
        elif token.lower_ == "the" and doc[token.i - 1].text == ",":
            return None  # "9,500, the largest number"
        elif token.lower_ not in _JOINTS and token.tag_ not in _MODIFIERS:
            return None
    return noun if noun is not None and noun.tag_ != "NNP" else None


def _whole(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number
