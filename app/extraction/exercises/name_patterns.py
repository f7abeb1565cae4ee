"""How articles name exercises: the patterns that tell a name, known or new."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from app.extraction.exercises.editions import is_year
from app.extraction.exercises.name_runs import (
    LINKS,
    MARKS,
    PLACES,
    Name,
    Surroundings,
    is_capital,
    is_likely,
    modifies,
    quote_start,
    quoted,
    read_name,
    run_end,
    run_start,
)
from app.extraction.exercises.phrases import Phrase, is_trigger
from app.extraction.exercises.sentences import sentence_end, sentence_start
from app.extraction.exercises.syntax import is_passive
from app.extraction.exercises.vocabulary import CALENDAR, TRIGGERS
from app.extraction.lexicon.exercises import load_exercise_lexicon

TITLED: Final = "exercise-name-titled"
"""The rule for "Exercise NAME" with a name of two words or more, which needs no other support."""
_PARTING: Final = {",", "-", "–", "—", "(", ":"}
_CLOSING: Final = {",", "-", "–", "—", ")", ".", ";"}
_FIGURES: Final = re.compile(r"[12]\d")
"""The last figures of a year, as in "NAME 22"."""
_HOSTING: Final = {"host", "lead", "stage"}
_HOLDING: Final = {"begin", "hold", "kick", "launch", "open", "start", "conduct", "stage"}
_TIME_WORDS: Final = {
    "early", "late", "later", "next", "this", "last", "week", "month", "year", "spring", "summer",
    "autumn", "fall", "winter",
}  # fmt: skip
_TIME_REACH: Final = 4
_COURSE: Final = {"run", "take", "hold", "schedule", "conduct"}
_WHEN: Final = {"from", "in", "on", "for", "off", "near", "at", "every"}
_PARTS_IN: Final = {"participate", "part", "participation"}
_PARTS_OF: Final = {"ceremony", "edition", "iteration", "phase"}
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)")
_NEAR: Final = 120
"""In tokens: how far from a name with a year an exercise must be spoken of."""
_NAMING_REACH: Final = 10
"""In tokens, from an exercise to the verb that names it."""
_BACK: Final = 20
"""In tokens: how far before an exercise its name may begin."""


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
    names += [_after_host(doc, t, around) for t in doc if t.lemma_ in _HOSTING]
    names += [_joined(doc, t, around) for t in doc if t.lower_ in {"in", "of"}]
    names += [_running(doc, t, around) for t in doc if t.lemma_ in _COURSE]
    names += [
        _with_year(doc, t, around) for t in doc if is_year(t.text) or _FIGURES.fullmatch(t.text)
    ]
    return [n for n in names if n is not None]


def _before_trigger(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "the two-week NAME drills" and '"NAME" exercise'."""
    i, floor = phrase.head, sentence_start(doc, phrase.head, _BACK)
    while i > floor and modifies(doc[i - 1]):
        i -= 1
    if i > floor and doc[i - 1].text in MARKS:
        return quoted(doc, quote_start(doc, i - 1, floor), around, "exercise-name-quoted")
    start = run_start(doc, i, floor)
    name = read_name(doc, start, i, around, "exercise-name-before-trigger")
    if name is None or _is_title_case(doc, phrase):
        return None
    # "the annual NAME drills" may look like somebody's name; but nobody is called "the NAME".
    is_told = phrase.start < name.start and doc[phrase.start].tag_ in {"DT", "PRP$"}
    if not is_told and any(i in around.people for i in range(name.start, name.end)):
        return None
    return name if is_likely(doc, name, around) else None


def _after_trigger(doc: Doc, trigger: Token, around: Surroundings) -> Name | None:
    """Read "Exercise NAME", "the naval exercise NAME", "their exercise, NAME," and '… "NAME"'."""
    if not is_trigger(trigger):
        return None
    i = _behind_time(doc, trigger.i + 1)
    parted = i < len(doc) and doc[i].text in _PARTING
    i += parted
    if i < len(doc) and doc[i].text in MARKS:
        return quoted(doc, i, around, "exercise-name-quoted")
    name = read_name(doc, i, run_end(doc, i), around, "exercise-name-after-trigger")
    if name is None:
        return None
    if not parted and trigger.text in {"Exercise", "EXERCISE", "Exercises"}:
        return replace(name, rule=TITLED) if " " in name.series else name
    after = doc[name.end].text if name.end < len(doc) else "."
    is_closed = after in _CLOSING or not parted or trigger.text[0].isupper()
    return name if is_closed and is_likely(doc, name, around, is_equated=not parted) else None


def _behind_time(doc: Doc, i: int) -> int:
    """Return the comma behind "next year" and the like at token `i`, if a name may follow it."""
    end = i
    while end < min(len(doc), i + _TIME_REACH) and doc[end].lower_ in _TIME_WORDS:
        end += 1
    return end if end < len(doc) and doc[end].text == "," else i


def _with_year(doc: Doc, year: Token, around: Surroundings) -> Name | None:
    """Read "NAME 2023" near a word for exercises: two capitalised words or more."""
    if year.i < 2 or not around.has_triggers(year.i - _NEAR, year.i + _NEAR):
        return None
    start = run_start(doc, year.i, sentence_start(doc, year.i, _BACK))
    name = read_name(doc, start, year.i + 1, around, "exercise-name-with-year")
    if name is None or name.end - name.start < 3 or name.edition is None:
        return None
    words = doc[name.start : name.end - 1]
    if not all(t.text[0].isupper() or t.lower_ in LINKS for t in words):
        return None
    return None if any(t.i in around.nations or t.text in CALENDAR for t in words) else name


def _after_host(doc: Doc, verb: Token, around: Surroundings) -> Name | None:
    """Read "hosts NAME" and "is leading NAME" near a word for exercises: two words or more."""
    i = verb.i + 1
    near = around.has_triggers(verb.i - _NEAR, verb.i + _NEAR)
    if verb.tag_[:2] != "VB" or i >= len(doc) or not near:
        return None
    name = read_name(doc, i, run_end(doc, i), around, "exercise-name-hosted")
    if name is None or name.start != i or " " not in name.series:
        return None
    is_other = any(k in around.people for k in range(name.start, name.end))
    return name if not is_other and is_likely(doc, name, around, is_equated=True) else None


def _joined(doc: Doc, link: Token, around: Surroundings) -> Name | None:
    """Read "take part in NAME", "joining in the 38th NAME", "the closing ceremony of NAME"."""
    before = doc[link.i - 1] if link.i else link
    parts = _PARTS_IN if link.lower_ == "in" else _PARTS_OF
    if before.lemma_.lower() not in parts and before.lower_ not in parts:
        return None
    if not around.has_triggers(link.i - _NEAR, link.i + _NEAR):
        return None
    i = link.i + 1
    while i < len(doc) and (doc[i].tag_ in {"DT", "PRP$"} or _ORDINAL.fullmatch(doc[i].text)):
        i += 1
    name = read_name(doc, i, run_end(doc, i), around, "exercise-name-joined")
    if name is None or name.start != i or not (" " in name.series or name.edition):
        return None
    # Places stand behind "part in" as well: "take part in New York".
    is_place = all(t.ent_type_ in PLACES for t in doc[name.start : name.end])
    is_nation = any(k in around.nations for k in range(name.start, name.end))
    return None if is_place or is_nation else name


def _running(doc: Doc, verb: Token, around: Surroundings) -> Name | None:
    """Read "NAME, which runs until May" and "NAME will be held": what only an event can do."""
    i = verb.i
    if not _tells_course(verb) or not around.has_triggers(i - _NEAR, i + _NEAR):
        return None
    while i and (doc[i - 1].dep_ in {"aux", "auxpass", "advmod"} or doc[i - 1].tag_ == "WDT"):
        i -= 1
    i -= i > 0 and doc[i - 1].text == ","
    start = run_start(doc, i, sentence_start(doc, verb.i, _BACK))
    name = read_name(doc, start, i, around, "exercise-name-running")
    if name is None or name.start != start or " " not in name.series:
        return None
    # Names may look like somebody's; but people are no "which".
    is_thing = any(t.lower_ == "which" for t in doc[i : verb.i])
    is_other = not is_thing and any(k in around.people for k in range(name.start, name.end))
    return name if not is_other and is_likely(doc, name, around) else None


def _tells_course(verb: Token) -> bool:
    """Tell whether a verb says when something that is held takes place: "runs from", "is held"."""
    after = verb.doc[verb.i + 1 : verb.i + 2].text.lower()
    if verb.lemma_ == "run":
        return after in {"from", "until", "through", "till"}
    return after == "place" if verb.lemma_ == "take" else is_passive(verb) and after in _WHEN


def _in_apposition(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "NAME, a bilateral exercise", "NAME is an exercise" and "NAME (N), the … exercise"."""
    floor = sentence_start(doc, phrase.start, _BACK)
    i = _before_link(doc, _before_choice(doc, phrase.start, floor), floor)
    if i is None:
        return None
    if i > floor + 2 and doc[i - 1].text == ")" and doc[i - 3].text == "(":
        i -= 3
    if i > floor and doc[i - 1].text in MARKS:
        return quoted(doc, quote_start(doc, i - 1, floor), around, "exercise-name-apposition")
    name = read_name(doc, run_start(doc, i, floor), i, around, "exercise-name-apposition")
    is_equated = phrase.is_indefinite
    if name is None or not is_likely(doc, name, around, is_equated=is_equated):
        return None
    return name


def _before_choice(doc: Doc, i: int, floor: int) -> int:
    """Return where "one of the exercises" or "the biggest of its drills" begins, else `i`."""
    if i - 2 <= floor or doc[i - 1].lower_ != "of":
        return i
    if doc[i - 2].tag_ not in {"JJS", "RBS"} and doc[i - 2].lower_ != "one":
        return i
    return i - 2 - (doc[i - 3].tag_ == "DT")


def _before_link(doc: Doc, i: int, floor: int) -> int | None:
    """Return where a name ends that a comma, "is" or ", which is" links to what follows."""
    if i <= floor or not (doc[i - 1].text in _PARTING or doc[i - 1].lemma_ == "be"):
        return None
    i -= 1
    if i > floor and doc[i - 1].lower_ in {"which", "also", "will"}:
        i -= 1
        i -= i > floor and doc[i - 1].text == ","
    return i


def _apposed(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "NAME off the coast on Tuesday, a drill": the parser knows what stands for what."""
    head = doc[phrase.head]
    if head.dep_ != "appos" or head.head.i >= phrase.start or not is_capital(head.head):
        return None
    end = head.head.i + 1
    start = run_start(doc, end, sentence_start(doc, head.head.i, _BACK))
    name = read_name(doc, start, end, around, "exercise-name-apposition")
    is_whole = name is not None and (name.start == start or doc[start].tag_ == "DT")
    return name if name is not None and is_whole and is_likely(doc, name, around) else None


def _held(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "opened NAME off the coast on Tuesday, a drill": the verb's object has the name."""
    verb = doc[phrase.head].head
    if doc[phrase.start - 1].text != "," or verb.lemma_ not in _HOLDING:
        return None
    for child in verb.rights:
        if child.dep_ == "dobj" and child.i < phrase.start and is_capital(child):
            start = run_start(doc, child.i + 1, verb.i + 1)
            name = read_name(doc, start, child.i + 1, around, "exercise-name-apposition")
            return name if name is not None and is_likely(doc, name, around) else None
    return None


def _after_naming_verb(doc: Doc, phrase: Phrase, around: Surroundings) -> Name | None:
    """Read "drills … dubbed NAME", "an exercise known as NAME", 'exercises called "NAME"'."""
    stop = sentence_end(doc, phrase.head, _NAMING_REACH)
    for i in range(phrase.end, stop):
        if doc[i].text in {";", ":"}:
            return None
        if _is_naming(doc, i):
            i += 1 + (i + 1 < len(doc) and doc[i + 1].lower_ == "the")
            if i < len(doc) and doc[i].text in MARKS:
                return quoted(doc, i, around, "exercise-name-dubbed")
            i += i < len(doc) and doc[i].lower_ == "exercise"
            return read_name(doc, i, run_end(doc, i), around, "exercise-name-dubbed")
    return None


def _is_naming(doc: Doc, i: int) -> bool:
    """Tell whether a naming phrase of the lexicon ends with token `i`."""
    word = doc[i].lower_
    return any(
        p[-1] == word and all(doc[i - len(p) + 1 + k].lower_ == w for k, w in enumerate(p))
        for p in load_exercise_lexicon().naming
        if "-" not in p[0] and i - len(p) + 1 >= 0
    )


def _is_title_case(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether a phrase is in a headline with capitals throughout, which show no names."""
    start, end = sentence_start(doc, phrase.head, _BACK), sentence_end(doc, phrase.head, _BACK)
    words = [t for t in doc[start:end] if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)
