"""The parts of a full name, and whether two full names can be one person's."""

import re

from anyascii import anyascii

from app.extraction.lexicon.titles import load_titles
from app.names import slugify
from app.names.people import Likeness, PersonName, compare, first_names

_TITLES = load_titles()
# A given name of one or two syllables as Chinese, Korean and Vietnamese are romanised.
_EAST_ASIAN = re.compile(
    r"(?i)(?:[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouy]{1,3}(?:ng|nh|ch|[nrklmptgs])?){1,2}$"
)
# Of a monarch: "Elizabeth I"; longer ones are among the suffixes.
_NUMERAL = re.compile("[IVX]$")
_DOUBLED = re.compile(r"(.)\1")
_VOWELS = frozenset("aeiouy")
_SHORTEST_MISSPELT = 5  # letters


def surname_of(words: list[str]) -> str:
    """Return the surname of a full name in words, with its particles.

    In names of East Asian order it is the first word: "Kim Jong Un".
    """
    core = [w for w in words if w not in _TITLES.suffixes and w != ","]
    if len(core) > 1 and _NUMERAL.match(core[-1]):
        core.pop()
    if is_surname_first(core):
        return core[0]
    last = len(core) - 1
    while last - 1 > 0 and core[last - 1] in {"-", "'"}:
        last -= 2
    while last - 1 > 0 and core[last - 1].lower() in _TITLES.particles:
        last -= 1
    return joined(core[last:])


def is_surname_first(words: list[str]) -> bool:
    """Whether the words are a name of East Asian order: "Xi Jinping", "Nguyễn Văn Hùng"."""
    rest = [w for w in words[1:] if w != "-"]
    known = bool(rest) and anyascii(words[0]).title() in _TITLES.surname_first
    return known and all(map(is_east_asian, rest))


def is_east_asian(word: str) -> bool:
    """Whether a word can be a given name of Chinese, Korean or Vietnamese."""
    return _EAST_ASIAN.match(anyascii(word)) is not None


def joined(words: list[str]) -> str:
    """Return the tokens of a name as it is written: ["al", "-", "Jaziri"] is "al-Jaziri"."""
    return " ".join(words).replace(" - ", "-").replace(" '", "'")


def agree(first: list[str], second: list[str]) -> bool:
    """Whether two full names can be one person's: "B. Dasgupta" and "Biswajit Dasgupta"."""
    if [slugify(w) for w in first] == [slugify(w) for w in second]:
        return True
    if slugify(surname_of(first)) != slugify(surname_of(second)):
        return False
    a, b = given_names(first), given_names(second)
    if not a or not b:
        return False
    if is_surname_first(first) and is_surname_first(second):
        return "".join(a) == "".join(b)  # "Kim Jong-un", but no "Kim Jong-il"
    if is_slip(a[0], b[0]) or (1 in {len(a[0]), len(b[0])} and a[0][0] == b[0][0]):
        a = b[:1] + a[1:]
    return compare(PersonName(tuple(a), ""), PersonName(tuple(b), "")) is not Likeness.NONE


def is_slip(one: str, other: str) -> bool:
    """Whether two given names, as slugs, are one misspelt: another vowel inside, a letter doubled.

    "Kristin" and "Kristen", "Philip" and "Phillip"; but "Maria" and "Mario" are two people.
    """
    if min(len(one), len(other)) < _SHORTEST_MISSPELT:
        return False
    if len(one) != len(other):
        return _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other)
    letters = [{a, b} for a, b in zip(one[:-1], other[:-1], strict=True) if a != b]
    return one[-1] == other[-1] and len(letters) == 1 and letters[0] <= _VOWELS


def keys_of(words: list[str]) -> list[tuple[str, str]]:
    """Return keys of which two full names that agree have one in common."""
    surname, given = slugify(surname_of(words)), given_names(words)
    whole = (surname, "".join(given))
    if is_surname_first(words):
        return [whole]
    firsts = first_names(PersonName(tuple(given), "")) if given else ()
    return [(surname, key) for key in sorted({whole[1], whole[1][:1], *firsts})]


def given_names(words: list[str]) -> list[str]:
    """Return the slugs of what stands beside the surname of a full name."""
    surname = set(surname_of(words).split())
    return [s for w in words if w not in surname and w not in _TITLES.suffixes if (s := slugify(w))]
