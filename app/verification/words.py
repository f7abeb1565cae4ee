"""The words of a quotation, as they are compared: typing and typography aside."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_HIDDEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_LETTER = rf"[^\W_{_HIDDEN}]"
_PART = rf"(?:{_LETTER}|[\u0300-\u036f{_HIDDEN}])"
_SPACED_DOTS = r"(?:…|\.(?:\s?\.){2,})"
_TOKEN = re.compile(
    rf"""
      (?P<omission> \[\s*{_SPACED_DOTS}\s*\] | \(\s*{_SPACED_DOTS}\s*\) | {_SPACED_DOTS} )
    | (?P<sic> \[\s*sic\s*[.!]?\s*\] )
    | (?P<word>
          \d+ (?: [.,:/]\d+ )* (?!{_PART})                      # 4,500  3.5  10:30
        | [^\W\d_] (?: \.[^\W\d_] )+ (?!{_PART}) \.?           # U.S.
        | (?: \[{_LETTER}\] )? {_LETTER}{_PART}* (?: ['’ʼ]{_LETTER}{_PART}* )*   # [W]e  don’t
        | [%$€£¥&@\#+=]                                        # signs that are read aloud
      )
    | (?P<open> \[ (?= [^\[\]]*\] ) ) | (?P<close> \] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31}\d{0,2});", re.IGNORECASE)
_PLAIN = re.compile("[a-z0-9]+")
_APOSTROPHES = str.maketrans("’ʼ", "''")
_MARKS = str.maketrans(
    dict.fromkeys("“”„‟«»‹›‘’‚‛'`´", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."}
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, and where it stands there."""

    key: str
    """What it is compared by."""
    typed: str
    """How it is typed, apart from styles of apostrophes."""
    start: int
    end: int
    follows_omission: bool
    is_inserted: bool
    """Whether it stands in square brackets: an editor's word."""


@dataclass(frozen=True)
class Claim:
    """A quotation as somebody gives it, with its words."""

    text: str
    words: tuple[Word, ...]


def read_claim(text: str) -> Claim:
    """Return `text`, in which HTML's names for characters may stand, with its words.

    >>> [word.key for word in read_claim("&ldquo;[W]e don’t … pay [sic] 4,500&rdquo;").words]
    ['we', "don't", 'pay', '4500']
    """
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return Claim(plain, tuple(read_words(plain)))


def read_words(text: str) -> Iterator[Word]:
    """Yield the words of `text`, but for `[sic]`."""
    omitted = inserted = False
    for found in _TOKEN.finditer(text):
        match found.lastgroup:
            case "word":
                yield Word(*_read_word(found[0]), *found.span(), omitted, inserted)
                omitted = False
            case "omission":
                omitted = True
            case "open":
                inserted = True
            case "close":
                inserted = False


@lru_cache(maxsize=50_000)
def _read_word(word: str) -> tuple[str, str]:
    """Return the key of `word`, and how it is typed."""
    bare = re.sub(rf"[\[\]{_HIDDEN}]", "", word.translate(_APOSTROPHES))
    typed = unicodedata.normalize("NFC", bare)
    if typed[0].isdigit():
        return re.sub(r",(?=\d{3}(?!\d))", "", typed), typed
    plain = unicodedata.normalize("NFKD", typed).casefold().replace(".", "")
    return "".join(c for c in plain if not unicodedata.combining(c)) or typed, typed


@lru_cache(maxsize=10_000)
def punctuation(gap: str) -> str:
    """Return the punctuation between two words without regard to its style."""
    plain = re.sub(r"\[\s*sic\s*[.!]?\s*\]", "", gap, flags=re.IGNORECASE).translate(_MARKS)
    return re.sub(r"([-\"])\1+", r"\1", re.sub(rf"[\s{_HIDDEN}]", "", plain))


def shared_words(claim: Claim, text: str) -> float:
    """Return what part of the words of `claim` are in `text`, 0 to 1: a guess, but a quick one.

    Words of other than plain letters and digits are passed over.
    """
    wanted = set(_PLAIN.findall(claim.text.lower()))
    return len(wanted.intersection(_PLAIN.findall(text.lower()))) / len(wanted) if wanted else 1.0
