"""Names of people: their parts, and whether two of them can be one person's."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.names import GENERATIONS, slugify, surname_key

GENDERS = "gender/"
"""What the key of a gender begins with where it stands among ids."""

_FILE = Path(__file__).with_name("given_names.toml")
_INITIALS = re.compile(r"(?:[A-Z]\.)+|[A-Z]{2}")


class Likeness(IntEnum):
    """How far two names of one surname agree."""

    NONE = 0
    """They are two people's."""
    WEAK = 1
    """One person's, or a father's and his son's: "Joe Biden" and "Joseph R. Biden Jr."."""
    FAIR = 2
    """One has a short form, or a further name: "Joe" and "Joseph", "Ana Paz" and "Ana"."""
    STRONG = 3
    """They differ in nothing but initials."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, as slugs."""

    given: tuple[str, ...]
    """Given names, initials and particles in order; an initial is one letter."""
    generation: str
    """`jr`, `sr`, `ii`, …; empty where there is none."""


def parse_name(name: str, surname: str) -> PersonName:
    """Return the parts of a name whose surname has the key `surname`.

    >>> parse_name("Joseph R. Biden Jr.", "biden")
    PersonName(given=('joseph', 'r'), generation='jr')
    >>> parse_name("Kim Jong Un", "kim")
    PersonName(given=('jong-un',), generation='')
    """
    words = name.replace(",", " ").split()
    generation = next((slug for w in reversed(words) if (slug := slugify(w)) in GENERATIONS), "")
    words = [w for w in words if slugify(w) not in GENERATIONS]
    given = next(_beside(words, surname), words[:-1])
    slugs = [part for w in given for part in _split_initials(w, shouted=name.isupper())]
    return PersonName(tuple(filter(None, slugs)), generation)


def _beside(words: list[str], surname: str) -> Iterator[list[str]]:
    """Yield the words without those at their end, or else their start, that are the surname.

    After a surname the given name is one, of however many words.
    """
    for i in range(len(words)):
        if surname_key("", " ".join(words[i:])) == surname:
            yield words[:i]
    for i in range(len(words), 0, -1):
        if surname_key("", " ".join(words[:i])) == surname:
            yield [" ".join(words[i:])]


def _split_initials(word: str, *, shouted: bool) -> list[str]:
    """Return the letters of "J.D." and "JD", else the slug of `word`."""
    if _INITIALS.fullmatch(word) and not (shouted and "." not in word):
        return list(slugify(word))
    return [slugify(word)]


def compare(one: PersonName, other: PersonName) -> Likeness:
    """Return how far two names of one surname agree.

    >>> jr = parse_name("Joseph R. Biden Jr.", "biden")
    >>> [compare(jr, parse_name(n, "biden")).name for n in ("Joe Biden", "Joseph B. Biden")]
    ['WEAK', 'NONE']
    """
    ours, theirs = _without_lead(one.given, other.given)
    if not ours or not theirs or not _agree(ours, theirs):
        return Likeness.NONE
    if one.generation == other.generation:
        return Likeness.STRONG if _differ_in_initials(ours, theirs) else Likeness.FAIR
    if one.generation and other.generation:
        return Likeness.NONE
    junior, plain = (ours, theirs) if one.generation else (theirs, ours)
    # "Jr." beside the same given names is there to tell the son from the father.
    shorter = len(plain) < len(junior)
    informal = plain[0] != junior[0] and junior[0] in full_forms(plain[0])
    return Likeness.WEAK if shorter or informal else Likeness.NONE


def _without_lead(
    one: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leave out an initial before the name that somebody goes by: "J. Edgar Hoover"."""
    lead, their_lead = _has_lead(one), _has_lead(other)
    if lead == their_lead:
        return one, other
    return (one[1:], other) if lead else (one, other[1:])


def _has_lead(given: tuple[str, ...]) -> bool:
    return len(given) > 1 and len(given[0]) == 1 < len(given[1])


def _agree(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether the first names are one, and no later ones conflict as far as both have them.

    An initial stands for a later name, never for the first: "J. Ruiz" is anybody's.
    """
    if len(ours[0]) == 1:
        return ours == theirs
    return _is_one(ours[0], theirs[0]) and all(
        a[0] == b[0] if 1 in (len(a), len(b)) else _is_one(a, b)
        for a, b in zip(ours[1:], theirs[1:], strict=False)
    )


def _differ_in_initials(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    extra = (*ours[len(theirs) :], *theirs[len(ours) :])
    return ours[0] == theirs[0] and all(len(name) == 1 for name in extra)


def _is_one(given: str, other: str) -> bool:
    return given == other or not full_forms(given).isdisjoint(full_forms(other))


def first_names(name: PersonName) -> frozenset[str]:
    """Return keys of which two names have one in common if they are at all alike.

    >>> sorted(first_names(parse_name("J. Bill Ruiz", "ruiz")))
    ['bill', 'j', 'william']
    """
    known = name.given[: 1 + _has_lead(name.given)]
    return frozenset().union(*map(full_forms, known))


def full_forms(given: str) -> frozenset[str]:
    """Return the names that `given` may be short for, itself among them."""
    return _full_forms().get(given, frozenset()) | {given}


def is_given_name(word: str) -> bool:
    """Tell whether `word`, a slug, is known as a given name.

    >>> [is_given_name(word) for word in ("paul", "liz", "ruiz")]
    [True, True, False]
    """
    return word in _given_names()


@cache
def _given_names() -> frozenset[str]:
    forms = _full_forms()
    return frozenset(forms).union(*forms.values())


@cache
def _full_forms() -> Mapping[str, frozenset[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for full, shorts in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        for short in shorts:
            forms[short].add(full)
    return MappingProxyType({short: frozenset(full) for short, full in forms.items()})
