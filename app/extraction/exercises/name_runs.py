"""Runs of capitalised words, and what in them names an exercise."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span, Token

from app.extraction.exercises.editions import is_year, read_edition, split_edition
from app.extraction.exercises.vocabulary import (
    ARMED,
    CALENDAR,
    FORCES,
    NO_NAME_ENDS,
    PLAIN,
    TRIGGERS,
)

MARKS: Final = {'"', "'", "``", "''"}
"""Quotation marks, as tokens."""
LINKS: Final = {"of", "the"}
"""Words in lower case inside names: "Rim of the Pacific"."""
LONGEST_NAME: Final = 6
"""In tokens, without the edition."""
PLACES: Final = {"GPE", "LOC", "FAC", "NORP"}
"""Labels of named entities that are places."""
_COMMON: Final = PLAIN | TRIGGERS | ARMED | FORCES
"""Words of which a name does not consist alone."""
_NO_NAME_TAGS: Final = {"DT", "PRP$", "POS", "IN", "CC"}
_NO_NAMES_BEHIND: Final = {"in", "at", "off", "near", "against"}


@dataclass(frozen=True, slots=True)
class Name:
    """A place that names an exercise, edition included; positions are tokens, half-open."""

    start: int
    end: int
    series: str
    """As written, without the edition."""
    edition: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a Doc's tokens before exercises are sought."""

    nations: frozenset[int]
    """Tokens of countries' names and of what else qualifies a name: demonyms, organizations."""
    people: frozenset[int]
    forces: Sequence[int]
    """The tokens that speak of armed forces, in order."""
    triggers: Sequence[int]
    """The nouns for exercises, in order."""

    def has_triggers(self, start: int, end: int) -> bool:
        """Tell whether an exercise is spoken of in a stretch of tokens."""
        i = bisect_left(self.triggers, start)
        return i < len(self.triggers) and self.triggers[i] < end

    def has_forces(self, start: int, end: int) -> bool:
        """Tell whether armed forces are spoken of in a stretch of tokens."""
        i = bisect_left(self.forces, start)
        return i < len(self.forces) and self.forces[i] < end


def quoted(doc: Doc, opening: int, around: Surroundings, rule: str) -> Name | None:
    """Read the name between the mark at `opening` and the next one."""
    limit = min(len(doc), opening + LONGEST_NAME + 4)
    closing = next((j for j in range(opening + 1, limit) if doc[j].text in MARKS), None)
    if closing is None:
        return None
    end = closing - 1 if doc[closing - 1].text in {",", "."} else closing
    if not all(
        is_capital(t) or t.lower_ in LINKS or not t.is_alpha for t in doc[opening + 1 : end]
    ):
        return None
    return read_name(doc, opening + 1, end, around, rule)


def quote_start(doc: Doc, closing: int, floor: int) -> int:
    """Return the mark that the one at `closing` answers; `closing` if none is near."""
    for i in range(closing - 1, max(floor, closing - LONGEST_NAME - 4) - 1, -1):
        if doc[i].text in MARKS:
            return i
    return closing


def run_start(doc: Doc, end: int, floor: int) -> int:
    """Return where the run of capitalised words that ends before token `end` begins.

    An edition may be its last word.
    """
    i, start = end, end
    while i > max(floor, end - LONGEST_NAME - 3):
        token = doc[i - 1]
        if is_capital(token) or (i == end and token.text[0].isdigit()):
            start = i - 1
        elif start == end:
            if not (_is_hyphen(token) or token.text == "'" or token.is_digit):
                break
        elif not (token.lower_ in LINKS or _is_hyphen(token)):
            break
        i -= 1
    return start


def run_end(doc: Doc, start: int) -> int:
    """Return where the run of capitalised words that begins at token `start` ends."""
    i, end = start, start
    while i < min(len(doc), start + LONGEST_NAME + 3):
        token = doc[i]
        if is_capital(token) and token.text not in CALENDAR:
            end = i + 1
        elif not (end > start and (token.lower_ in LINKS or _is_hyphen(token))):
            break
        i += 1
    return end


def read_name(doc: Doc, start: int, end: int, around: Surroundings, rule: str) -> Name | None:
    """Return the name in a run of words, what only qualifies it taken off its front."""
    early = None
    while start < end and _qualifies(doc, start, end, around):
        early = doc[start].text if is_year(doc[start].text) else early
        start += 1
    base_end, edition = _take_edition(doc, start, end)
    words = doc[start:base_end]
    if not 0 < len(words) <= LONGEST_NAME or not _may_name(words):
        return None
    last, in_word = split_edition(words[-1].text)
    series = doc[start : base_end - 1].text_with_ws + last
    full_end, behind = read_edition(doc, base_end) if in_word is None else (base_end, None)
    return Name(
        start, full_end, " ".join(series.split()), edition or in_word or behind or early, rule
    )


def _take_edition(doc: Doc, start: int, end: int) -> tuple[int, str | None]:
    """Return where the name in a run ends, and the edition that follows it there."""
    for i in range(start + 1, end):
        after, edition = read_edition(doc, i)
        if edition is not None and after >= end:
            return i, edition
    return end, None


def _qualifies(doc: Doc, i: int, end: int, around: Surroundings) -> bool:
    """Tell whether a word before a name is no part of it: article, date, demonym, organization."""
    token = doc[i]
    if token.tag_ in _NO_NAME_TAGS or token.text in CALENDAR or token.is_digit:
        return True
    if token.text in {"-", "'s", "'"} or token.lower_ in {"exercise", "exercises", "led"}:
        return True
    if i + 2 < end and doc[i + 1].text == "-" and doc[i + 2].lower_ == "led":
        return True
    # "Annual" may open a sentence with its capital.
    opens = token.is_sent_start and token.tag_ not in {"NNP", "NNPS"} and token.lower_ in PLAIN
    return i in around.nations or bool(opens)


def _may_name(words: Span) -> bool:
    if any(t.text in CALENDAR for t in words):
        return False
    # Any word has a capital at the head of a sentence: "Last year's exercise".
    if len(words) == 1 and words[0].is_sent_start and words[0].tag_ not in {"NNP", "NNPS"}:
        return False
    if words[0].lower_ == "operation" or not words[0].text[0].isupper() or words[0].tag_ == "PRP":
        return False
    plain = all(t.lower_ in _COMMON or not split_edition(t.text)[0].isalpha() for t in words)
    return not plain and words[-1].lower_ not in NO_NAME_ENDS


def is_likely(doc: Doc, name: Name, around: Surroundings, *, is_equated: bool = False) -> bool:
    """Tell whether capitals near an exercise name it, rather than its place or its people.

    What the article equates with an exercise, as in "NAME, an exercise", may look like a place.
    """
    if name.edition is not None:
        return True
    words = doc[name.start : name.end]
    if not is_equated and all(t.ent_type_ in PLACES for t in words):
        return False
    before = doc[name.start - 1] if name.start else None
    preposition = before is not None and before.lower_ in _NO_NAMES_BEHIND
    return not preposition and not any(t.i in around.nations for t in words)


def is_capital(token: Token) -> bool:
    """Tell whether a word begins with a capital, as names do."""
    return token.text[0].isupper() and token.text not in {"I", "A"}


def _is_hyphen(token: Token) -> bool:
    return token.text == "-" and not token.whitespace_ and not token.nbor(-1).whitespace_


def modifies(token: Token) -> bool:
    """Tell whether a word may stand between a name and its exercise: "NAME naval exercise"."""
    if token.text == "-":
        return not token.whitespace_
    return token.text.islower() and token.lower_ in PLAIN
