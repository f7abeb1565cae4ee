"""Names of exercises: where an article gives one, and what its series and edition are."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.exercises.editions import is_year, read_edition, split_edition
from app.extraction.exercises.phrases import Phrase, is_trigger
from app.extraction.exercises.series import find_known, known_series
from app.extraction.gazetteer import build_matcher, find_phrases
from app.extraction.lexicon.exercises import load_exercise_lexicon
from app.extraction.exercises.vocabulary import (
    ARMED,
    CALENDAR,
    FORCES,
    MILITARY,
    NO_NAME_ENDS,
    PLAIN,
    TRIGGERS,
)

_QUOTES: Final = {'"', "'", "``", "''"}
_LINKS: Final = {"of", "the"}
"""Words in lower case inside names: "Rim of the Pacific"."""
_PLACES: Final = {"GPE", "LOC", "FAC", "NORP"}
_FIGURES: Final = re.compile(r"[12]\d").fullmatch
_HOLDING: Final = {"begin", "hold", "kick", "launch", "open", "start", "conduct", "stage"}
_LONGEST = 6
"""In tokens, of a name without its edition."""
_NEAR = 80
"""In tokens: how far from a name armed forces must be spoken of."""
_NAMING_REACH = 10
"""In tokens, from an exercise to the verb that names it."""


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


def settle_names(doc: Doc, phrases: Sequence[Phrase], around: Surroundings) -> list[Name]:
    """Return the names of exercises in `doc`, in order, none overlapping another.

    A series of the lexicon goes before what only looks like a name, a longer name before a shorter.
    """
    known = find_known(doc)
    shown = [n for n in find_names(doc, phrases, around) if _is_military(doc, n, around)]
    places = {i for n in shown for i in range(n.start, n.end)}
    sure = {
        k.series.name
        for k in known
        if not k.series.needs_trigger
        or k.edition
        or not places.isdisjoint(range(k.start, k.end))
        or _has_trigger(doc, k.start, k.end)
    }
    listed = [
        Name(
            k.start, k.end, k.words, k.edition or early_edition(doc, k.start), "exercise-name-known"
        )
        for k in known
        if k.series.name in sure
    ]
    repeated = find_repeats(doc, {n.series for n in [*shown, *listed]}) if shown or listed else []
    return _without_overlaps([*listed, *sorted([*shown, *repeated], key=lambda n: n.start - n.end)])


def _has_trigger(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a noun for exercises stands right before a name, or a few modifiers behind."""
    before = start - 1 - (start > 1 and doc[start - 1].text in {'"', "'", ","})
    if before >= 0 and is_trigger(doc[before]):
        return True
    for token in doc[end : end + _LONGEST]:
        if is_trigger(token):
            return True
        if not _modifies(token) and token.text not in {'"', "'"}:
            return False
    return False


def _without_overlaps(names: Iterable[Name]) -> list[Name]:
    """Return the names in order, of overlapping ones the first that was given."""
    taken: set[int] = set()
    settled = []
    for name in names:
        tokens = range(name.start, name.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            settled.append(name)
    return sorted(settled, key=lambda n: n.start)


def _is_military(doc: Doc, name: Name, around: Surroundings) -> bool:
    """Tell whether armed forces are spoken of near a name that no list knows."""
    if known_series(name.series) is not None:
        return True
    return around.has_forces(name.start - _NEAR, name.end + _NEAR)


def find_names(doc: Doc, phrases: Iterable[Phrase], around: Surroundings) -> list[Name]:
    """Return the names that their surroundings show to be exercises, in no order, overlaps too."""
    names: list[Name | None] = []
    for phrase in phrases:
        if not phrase.is_standby:
            names += [
                _before_trigger(doc, phrase, around),
                _in_apposition(doc, phrase, around),
                _apposed(doc, phrase, around),
                _held(doc, phrase, around),
                _after_naming_verb(doc, phrase, around),
            ]
    names += [_after_trigger(doc, t, around) for t in doc if t.lower_ in TRIGGERS]
    names += [_with_year(doc, t, around) for t in doc if is_year(t.text) or _FIGURES(t.text)]
    return [n for n in names if n is not None]


def _before_trigger(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "the two-week NAME drills" and '"NAME" exercise'."""
    i, floor = phrase.head, doc[phrase.head].sent.start
    while i > floor and _modifies(doc[i - 1]):
        i -= 1
    if i > floor and doc[i - 1].text in _QUOTES:
        return _quoted(doc, _quote_start(doc, i - 1, floor), around, "exercise-name-quoted")
    start = _run_start(doc, i, floor)
    name = _read(doc, start, i, around, "exercise-name-before-trigger")
    if name is None or _is_title_case(doc[phrase.head].sent):
        return None
    if any(i in around.people for i in range(name.start, name.end)):
        return None
    return name if _is_likely(doc, name, around) else None


def _after_trigger(doc: Doc, trigger: Token, around: Surroundings) -> Name | None:
    """Read "Exercise NAME", "the naval exercise NAME", "their exercise, NAME," and '… "NAME"'."""
    i = trigger.i + 1
    if i >= len(doc) or trigger.tag_[:2] not in {"NN", "JJ"}:
        return None
    parted = doc[i].text in {",", "-", "–", "—", "(", ":"}
    i += parted
    if i < len(doc) and doc[i].text in _QUOTES:
        return _quoted(doc, i, around, "exercise-name-quoted")
    name = _read(doc, i, _run_end(doc, i), around, "exercise-name-after-trigger")
    if name is None:
        return None
    if parted and trigger.text[0].islower():
        after = doc[name.end].text if name.end < len(doc) else "."
        if after not in {",", "-", "–", "—", ")", ".", ";"} or not _is_likely(doc, name, around):
            return None
    if trigger.text in {"Exercise", "EXERCISE", "Exercises"} and not parted:
        return name
    return name if _is_likely(doc, name, around) else None


def _with_year(doc: Doc, year: Token, around: Surroundings) -> Name | None:
    """Read "NAME 2023" near a word for exercises: two capitalised words or more."""
    if year.i < 2 or not around.has_triggers(year.i - _NEAR, year.i + _NEAR):
        return None
    start = _run_start(doc, year.i, year.sent.start)
    name = _read(doc, start, year.i + 1, around, "exercise-name-with-year")
    if name is None or name.end - name.start < 3 or name.edition is None:
        return None
    words = doc[name.start : name.end - 1]
    if not all(t.text[0].isupper() or t.lower_ in _LINKS for t in words):
        return None
    return None if any(t.i in around.nations or t.text in CALENDAR for t in words) else name


def _in_apposition(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "NAME, a bilateral exercise", "NAME is an exercise" and "NAME (N), the … exercise"."""
    i, floor = phrase.start, doc[phrase.head].sent.start
    if i > floor and (doc[i - 1].text in {",", "(", "-", "–", "—"} or doc[i - 1].lemma_ == "be"):
        i -= 1
        if i > floor and doc[i - 1].lower_ in {"which", "also", "will"}:
            i -= 1 + (i > floor + 1 and doc[i - 2].text == ",")
    else:
        return None
    if i > floor + 2 and doc[i - 1].text == ")" and doc[i - 3].text == "(":
        i -= 3
    if i > floor and doc[i - 1].text in _QUOTES:
        return _quoted(doc, _quote_start(doc, i - 1, floor), around, "exercise-name-apposition")
    name = _read(doc, _run_start(doc, i, floor), i, around, "exercise-name-apposition")
    return name if name is not None and _is_likely(doc, name, around) else None


def _apposed(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "NAME off the coast on Tuesday, a drill": the parser knows what stands for what."""
    head = doc[phrase.head]
    if head.dep_ != "appos" or head.head.i >= phrase.start or not _is_capital(head.head):
        return None
    end = head.head.i + 1
    start = _run_start(doc, end, head.sent.start)
    name = _read(doc, start, end, around, "exercise-name-apposition")
    is_whole = name is not None and (name.start == start or doc[start].tag_ == "DT")
    return name if name is not None and is_whole and _is_likely(doc, name, around) else None


def _held(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "opened NAME off the coast on Tuesday, a drill": the verb's object has the name."""
    verb = doc[phrase.head].head
    if doc[phrase.start - 1].text != "," or verb.lemma_ not in _HOLDING:
        return None
    for child in verb.rights:
        if child.dep_ == "dobj" and child.i < phrase.start and _is_capital(child):
            start = _run_start(doc, child.i + 1, verb.i + 1)
            name = _read(doc, start, child.i + 1, around, "exercise-name-apposition")
            return name if name is not None and _is_likely(doc, name, around) else None
    return None


def _after_naming_verb(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "drills … dubbed NAME", "an exercise known as NAME", 'exercises called "NAME"'."""
    stop = min(phrase.end + _NAMING_REACH, doc[phrase.head].sent.end)
    for i in range(phrase.end, stop):
        if doc[i].text in {";", ":"}:
            return None
        if _is_naming(doc, i):
            i += 1 + (i + 1 < len(doc) and doc[i + 1].lower_ == "the")
            if i < len(doc) and doc[i].text in _QUOTES:
                return _quoted(doc, i, around, "exercise-name-dubbed")
            i += i < len(doc) and doc[i].lower_ == "exercise"
            return _read(doc, i, _run_end(doc, i), around, "exercise-name-dubbed")
    return None


def _is_naming(doc: Doc, i: int) -> bool:
    """Tell whether a naming phrase of the lexicon ends with token `i`."""
    word = doc[i].lower_
    return any(
        p[-1] == word and all(doc[i - len(p) + 1 + k].lower_ == w for k, w in enumerate(p))
        for p in load_exercise_lexicon().naming
        if "-" not in p[0] and i - len(p) + 1 >= 0
    )


def _quoted(doc: Doc, opening: int, around: Surroundings, rule: str) -> Name | None:
    """Read the name between the mark at `opening` and the next one."""
    limit = min(len(doc), opening + _LONGEST + 4)
    closing = next((j for j in range(opening + 1, limit) if doc[j].text in _QUOTES), None)
    if closing is None:
        return None
    end = closing - 1 if doc[closing - 1].text in {",", "."} else closing
    if not all(
        _is_capital(t) or t.lower_ in _LINKS or not t.is_alpha for t in doc[opening + 1 : end]
    ):
        return None
    return _read(doc, opening + 1, end, around, rule)


def _quote_start(doc: Doc, closing: int, floor: int) -> int:
    for i in range(closing - 1, max(floor, closing - _LONGEST - 4) - 1, -1):
        if doc[i].text in _QUOTES:
            return i
    return closing


def _run_start(doc: Doc, end: int, floor: int) -> int:
    """Return where the run of capitalised words that ends before token `end` begins."""
    i, start = end, end
    while i > max(floor, end - _LONGEST - 3):
        token = doc[i - 1]
        if _is_capital(token) or (i == end and token.text[0].isdigit()):
            start = i - 1
        elif not (start < end and (token.lower_ in _LINKS or _is_hyphen(token))) and not (
            start == end and (_is_hyphen(token) or token.text == "'" or token.is_digit)
        ):
            break
        i -= 1
    return start


def _run_end(doc: Doc, start: int) -> int:
    """Return where the run of capitalised words that begins at token `start` ends."""
    i, end = start, start
    while i < min(len(doc), start + _LONGEST + 3):
        token = doc[i]
        if _is_capital(token) and token.text not in CALENDAR:
            end = i + 1
        elif not (end > start and (token.lower_ in _LINKS or _is_hyphen(token))):
            break
        i += 1
    return end


def _read(doc: Doc, start: int, end: int, around: Surroundings, rule: str) -> Name | None:
    """Return the name in a run of words, what only qualifies it taken off its front."""
    early = None
    while start < end and _qualifies(doc, start, end, around):
        early = doc[start].text if doc[start].text.isdigit() else early
        start += 1
    base_end, edition = _take_edition(doc, start, end)
    words = doc[start:base_end]
    if not 0 < len(words) <= _LONGEST or not _may_name(doc, start, base_end):
        return None
    full_end = base_end
    series = words.text
    if edition is None:
        base, edition = split_edition(words[-1].text)
        series = series[: len(series) - len(words[-1].text)] + base
        if edition is None:
            full_end, edition = read_edition(doc, base_end)
    else:
        full_end, _ = read_edition(doc, base_end)
    return Name(start, full_end, series, edition or early, rule)


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
    if token.tag_ in {"DT", "PRP$", "POS", "IN", "CC"} or token.text in CALENDAR:
        return True
    if (
        token.is_digit
        or token.text in {"-", "'s", "'"}
        or token.lower_ in {"exercise", "exercises"}
    ):
        return True
    if i + 1 < end and doc[i + 1].text == "-" and i + 2 < end and doc[i + 2].lower_ == "led":
        return True
    opens = token.is_sent_start and token.tag_ not in {"NNP", "NNPS"} and token.lower_ in PLAIN
    return i in around.nations or token.lower_ == "led" or bool(opens)


def _may_name(doc: Doc, start: int, end: int) -> bool:
    words = doc[start:end]
    if not words or any(t.text in CALENDAR for t in words):
        return False
    if words[0].lower_ == "operation" or not words[0].text[0].isupper() or words[0].tag_ == "PRP":
        return False
    common = PLAIN | TRIGGERS | ARMED | FORCES
    plain = all(t.lower_ in common or not t.is_alpha for t in words)
    return not plain and words[-1].lower_ not in NO_NAME_ENDS


def _is_likely(doc: Doc, name: Name, around: Surroundings) -> bool:
    """Tell whether capitals near an exercise name it, rather than its place or its people."""
    if name.edition is not None:
        return True
    words = doc[name.start : name.end]
    if all(t.ent_type_ in _PLACES for t in words):
        return False
    before = doc[name.start - 1] if name.start else None
    preposition = before is not None and before.lower_ in {"in", "at", "off", "near", "against"}
    return not preposition and not any(t.i in around.nations for t in words)


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and token.text not in {"I", "A"}


def _is_hyphen(token: Token) -> bool:
    return token.text == "-" and not token.whitespace_ and not token.nbor(-1).whitespace_


def _modifies(token: Token) -> bool:
    """Tell whether a word may stand between a name and its exercise: "NAME naval exercise"."""
    if token.text == "-":
        return not token.whitespace_
    return token.text.islower() and (token.lower_ in PLAIN or token.lower_ in MILITARY)


def _is_title_case(sentence: Iterable[Token]) -> bool:
    """Tell whether a sentence is a headline with capitals throughout, which show no names."""
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def find_repeats(doc: Doc, series: Iterable[str]) -> list[Name]:
    """Return the places where a name of `series` stands, each with the edition given there."""
    wanted = set(series)
    matcher = build_matcher(doc.vocab, wanted | {s.upper() for s in wanted if len(s) > 4})
    found = []
    for start, end, phrase in find_phrases(matcher, doc):
        end, edition = read_edition(doc, end)
        found.append(
            Name(start, end, phrase, edition or early_edition(doc, start), "exercise-name-repeated")
        )
    for token in doc:
        base, edition = split_edition(token.text)
        if edition is not None and base in wanted:
            found.append(Name(token.i, token.i + 1, base, edition, "exercise-name-repeated"))
    return found


def early_edition(doc: Doc, start: int) -> str | None:
    """Return the year that stands before a name: "the 2018 NAME"."""
    before = doc[start - 1].text if start else ""
    return before if is_year(before) else None
