"""Finds the roles that stand beside a name, before it or in apposition, and whose somebody is."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from app.extraction.lexicon.titles import load_titles
from app.extraction.people.role_words import (
    ARTICLES,
    CLOSING,
    ROLE_LINKS,
    definite_role_before,
    ends_phrase,
    is_plural,
    is_role_word,
    past_asides,
    role_before,
    role_phrase,
)

_TITLES = load_titles()
_MARKS = frozenset({",", "-", "–", "—"})
_BELONGING = frozenset({"of", "from", "with", "at"})
_MAX_AFFILIATION = 9
_MAX_ASIDE = 6
RANK = "rank-of-body"
"""The rule for ranks: roles only with a body and beside no other, "Capt. Lee of the Navy"."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role found beside a person's name, in tokens: its words and the evidence around both."""

    start: int
    end: int
    evidence_start: int
    evidence_end: int
    rule: str
    noun: str | None = None
    """The noun for what a verb tells, before the words: "leader" where someone leads them."""
    is_affiliation: bool = False
    is_plural: bool = False
    """Whether the words stand for each of several: "Senators" for two names."""
    is_past: bool = False
    """Whether the verb says that it no longer holds."""


def roles_beside(
    doc: Doc, start: int, end: int, titles: dict[int, tuple[int, str]]
) -> Iterator[Role]:
    """Yield the roles and affiliations in the words right beside the name at `start`."""
    first = titles[start][0] if start in titles else start
    yield from _before(doc, start, end, titles)
    yield from _after(doc, first, end)
    yield from _apposed_before(doc, first, end)
    for belonging in _affiliation(doc, start, end):
        yield belonging
        if start in titles and titles[start][1] == "rank":
            yield Role(first, start, first, belonging.end, RANK)


def _before(doc: Doc, start: int, end: int, titles: dict[int, tuple[int, str]]) -> Iterator[Role]:
    """Yield the role that ends where the name starts, ranks and forms of address left out."""
    last = start
    while last in titles and titles[last][1] != "office":
        last = titles[last][0]
        if last and doc[last - 1].text == ",":
            last -= 1
    if last in titles or (last and is_role_word(doc[last - 1])):
        words = role_before(doc, last)
        if words is not None:
            plural = is_plural(doc[words[1] - 1])
            yield Role(*words, words[0], end, "role-before-name", is_plural=plural)


def _after(doc: Doc, first: int, end: int) -> Iterator[Role]:
    """Yield the apposition after the name: ", chief of the German Air Force,", "(captain)"."""
    i = _past_body(doc, end)
    if i >= len(doc):
        return
    if doc[i].text in _MARKS:
        words = role_phrase(doc, past_asides(doc, i + 1))
    elif doc[i].text == "(":
        words = role_phrase(doc, i + 1)
        if words is not None and doc[words[1] : words[1] + 1].text != ")":
            return
    elif doc[i].lower_ == "the" and doc[i + 1 : i + 2].text.istitle():
        words = role_phrase(doc, i)
    else:
        return
    if words is not None:
        partisan = doc[words[1] - 1].lower_ in _TITLES.partisans and not any(
            t.lower_ in _TITLES.modifiers for t in doc[slice(*words)]
        )
        yield Role(*words, first, words[1], "role-in-apposition", is_affiliation=partisan)


def _past_body(doc: Doc, end: int) -> int:
    """Return where the words go on behind the name's body: "of the South Korean Navy (ROKN)"."""
    i = end
    if i < len(doc) and doc[i].lower_ == "of":
        stop = _end_of_name(doc, i + 1)
        i = stop if stop < len(doc) and doc[stop].text in {",", "("} else end
    if i < len(doc) and doc[i].text == "(":
        close = next((t.i for t in doc[i : i + _MAX_ASIDE] if t.text == ")"), None)
        if close is not None and doc[close + 1 : close + 2].text == ",":
            return close + 1
    return i


def _apposed_before(doc: Doc, first: int, end: int) -> Iterator[Role]:
    """Yield the role in "The alliance's head of planning, Jens Stoltenberg,"."""
    if first < 2 or doc[first - 1].text != ",":
        return
    if end < len(doc) and doc[end].text not in CLOSING and not doc[end].is_space:
        return
    words = definite_role_before(doc, first - 1)
    if words is not None:
        yield Role(*words, words[0], end, "role-apposed-before")


def _affiliation(doc: Doc, start: int, end: int) -> Iterator[Role]:
    """Yield the words in "Capt. Harjot Gill, of 16 Air Assault Brigade," and "X of Y"."""
    i = end + 1 if end < len(doc) and doc[end].text == "," else end
    if i + 1 >= len(doc) or doc[i].lower_ not in _BELONGING:
        return
    if doc[i].lower_ != "of" and i == end:
        return
    stop = _end_of_name(doc, i + 1)
    first = i + 2 if doc[i + 1].lower_ in ARTICLES else i + 1
    if first < stop:
        yield Role(first, stop, start, stop, "affiliation-of", is_affiliation=True)


def _end_of_name(doc: Doc, start: int) -> int:
    stop = start
    while stop < len(doc) and stop - start < _MAX_AFFILIATION and _goes_on_name(doc[stop]):
        stop += 1
    while stop > start and doc[stop - 1].lower_ in ROLE_LINKS:
        stop -= 1
    return stop


def _goes_on_name(token: Token) -> bool:
    if ends_phrase(token):
        return False
    return token.text[:1].isupper() or token.is_digit or token.lower_ in ROLE_LINKS | {"-", "'s"}
