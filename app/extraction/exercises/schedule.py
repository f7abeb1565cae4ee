"""When an exercise starts and ends, how long it lasts, and since when it has been planned."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from app.extraction.dates import When
from app.extraction.exercises.drafts import Draft
from app.extraction.exercises.editions import year_of
from app.extraction.exercises.exercise import Exercise, Reference
from app.extraction.exercises.past import is_first, is_of_series
from app.extraction.exercises.scene import Scene
from app.extraction.exercises.syntax import is_verb, objects_of, subject_of
from app.records import Predicate

_STARTING: Final = {
    "begin", "start", "kick", "commence", "open", "launch", "resume", "inaugurate", "get",
}  # fmt: skip
_ENDING: Final = {"end", "conclude", "finish", "wrap", "close", "culminate"}
_OCCURRING: Final = {
    "hold", "take", "conduct", "schedule", "run", "stage", "host", "occur", "set", "slate", "carry",
    "organise", "organize", "plan", "complete", "mount", "last", "continue", "go",
}  # fmt: skip
_OPENINGS: Final = {"opening", "start", "beginning", "inauguration", "launch"}
_CLOSINGS: Final = {"closing", "end", "conclusion"}
_WITH: Final = {"go": {"ahead", "on"}, "take": {"place"}}
"""Such verbs that do so with one of these words only: "goes ahead", "took place"."""
_COURSE: Final = _STARTING | _ENDING | _OCCURRING
"""Verbs that tell an exercise's course."""
_PLANNING: Final = {"plan", "prepare"}
_SCHEDULING: Final = {"plan", "schedule", "set", "slate"}
_UNTIL: Final = {"until", "till", "through", "thru", "to"}
_LASTING: Final = {"last", "run", "continue", "span", "occupy", "take", "hold", "go", "conduct"}
_JOINING: Final = {"take", "participate", "train", "practise", "practice"}
_BETWEEN: Final = {"on", "in", "from", "between", "(", ",", "the", "of"}
"""Words between an exercise and its date."""
_ELSEWHEN: Final = {"ago", "before", "after", "earlier", "later"}
_MOVING: Final = {"depart", "go", "head", "leave", "sail", "send", "set", "travel"}
"""Verbs that date the way to an exercise: "left for the exercise on Monday"."""
_AWAY: Final = 8
"""In tokens, from such a verb to the exercise."""
_NO_LENGTH: Final = {"in", "after", "within", "past", "every"}
"""Words around a length of time that lies between other things."""
_CLIMB: Final = 4
_LEFT: Final = 12
"""In tokens, from a date back to its verb."""


def find_schedule(scene: Scene) -> Iterator[Draft]:
    """Yield the claims of a sentence about when an exercise takes place and for how long."""
    for date in scene.dates:
        yield from _dated(scene, date)


def _dated(scene: Scene, date: When) -> Iterator[Draft]:
    before = scene.doc[date.start - 1].lower_ if date.start > scene.start else ""
    ceremony = _ceremony(scene, date)
    if ceremony is not None:
        yield ceremony
        return
    verb = _verb(scene, date)
    if verb is not None and is_first(verb):
        return
    if "than" in {t.lower_ for t in scene.doc[max(scene.start, date.start - 2) : date.start]}:
        return
    if before == "since":
        yield from _planned_since(scene, date, verb)
        return
    found = list(_by_verb(scene, date, verb, before)) if verb is not None else []
    held = _behind_exercise(scene, date) if not found and date.grain != "year" else None
    yield from found or (_held(held, date, "date-behind-exercise") if held is not None else ())


def _by_verb(scene: Scene, date: When, verb: Token, before: str) -> Iterator[Draft]:
    """Yield what a date says together with the verb that it goes with."""
    is_end = before in _UNTIL and date.last is None
    reference = _of_verb(scene, verb)
    if reference is None and before in _UNTIL - {"to"} and verb.lemma_ in _JOINING:
        reference = scene.asked_for(verb.i)
    if reference is None or is_of_series(reference, date, scene.doc._.published):
        return
    if is_end:
        yield _draft(reference, Predicate.END, date, "date-until")
    elif verb.lemma_ in _ENDING:
        yield _draft(reference, Predicate.END, date, "date-ends")
    elif verb.lemma_ in _STARTING:
        yield from _held(reference, date, "date-starts")
    elif verb.lemma_ in _OCCURRING or date.last is not None:
        yield from _held(reference, date, "date-held")


def _ceremony(scene: Scene, date: When) -> Draft | None:
    """Read "the opening ceremony of the exercise on Monday", "the start of NAME on Monday"."""
    first = max(scene.start, date.start - 2 * _LEFT)
    for token in scene.doc[first : min(date.end + _LEFT, scene.end)]:
        if token.lower_ not in _OPENINGS | _CLOSINGS or token.tag_[:2] not in {"NN", "VB"}:
            continue
        behind = scene.doc[token.i + 1].lower_ if token.i + 1 < scene.end else ""
        reference = scene.asked_for(token.i) if behind == "ceremony" else None
        if behind in {"of", "for"}:
            window = range(token.i + 2, min(token.i + 6, scene.end))
            reference = next((scene.world.at[i] for i in window if i in scene.world.at), None)
        if reference is not None:
            predicate = Predicate.START if token.lower_ in _OPENINGS else Predicate.END
            return _draft(reference, predicate, date, "date-of-ceremony")
    return None


def _held(reference: Reference, date: When, rule: str) -> Iterator[Draft]:
    yield _draft(reference, Predicate.START, date, rule)
    if date.last is not None:
        yield _draft(reference, Predicate.END, date.last, rule)


def _draft(reference: Reference, predicate: Predicate, date: When, rule: str) -> Draft:
    value, grain = date.value, date.grain
    if predicate is Predicate.END and date.edge == "end" and value and grain == "month":
        days = calendar.monthrange(int(value[:4]), int(value[5:]))[1]
        value, grain = f"{value}-{days}", "day"
    year = year_of(reference.exercise.named.edition)
    if date.in_year and year is not None:
        # "RIMPAC 2022 … from June 29": the name tells the year.
        value = f"{year}-{date.in_year}"
    return Draft(reference, predicate, date.start, date.end, rule, value=value, grain=grain)


def _planned_since(scene: Scene, date: When, verb: Token | None) -> Iterator[Draft]:
    if verb is not None and verb.lemma_ in _PLANNING:
        reference = _of_verb(scene, verb)
        if reference is not None:
            yield Draft(
                reference, Predicate.PLANNED_SINCE, date.start - 1, date.end, "planned-since",
                value=date.value, grain=date.grain,
            )  # fmt: skip


def _behind_exercise(scene: Scene, date: When) -> Reference | None:
    """Return the exercise that a date stands right behind: "an exercise on June 3"."""
    doc, i = scene.doc, date.start - 1
    while i > scene.start and doc[i].lower_ in _BETWEEN:
        i -= 1
    reference = scene.world.at.get(i) if i >= scene.start else None
    if reference is None or date.start - i > 3 or i != reference.end - 1:
        return None
    before = scene.doc[max(scene.start, reference.start - _AWAY) : reference.start]
    if before[-1:].text.lower() in {"for", "to"} and any(t.lemma_ in _MOVING for t in before):
        return None
    # "announced the drill in July" dates the announcement.
    owner = doc[date.start : date.end].root.head
    owner = owner.head if owner.tag_ in {"IN", "TO"} else owner
    is_of_verb = is_verb(owner) and owner.lemma_ not in _COURSE
    return None if is_of_verb and date.last is None else reference


def _verb(scene: Scene, date: When) -> Token | None:
    """Return the verb that a date goes with: over it in the parse, else the last one before it."""
    token = scene.doc[date.start : date.end].root
    for _ in range(_CLIMB):
        if is_verb(token):
            break
        token = token.head
    main = _main_verb(token, date)
    if main is not None:
        return main
    floor = max(scene.start, date.start - _LEFT)
    # A verb over the date that stands nearer than another keeps it from that.
    floor = max(floor, token.i) if is_verb(token) and token.i < date.start else floor
    for before in reversed(scene.doc[floor : date.start]):
        # "due to end on": not taken for a verb by the parser.
        if is_verb(before) or (before.lemma_ in _ENDING and before.nbor(-1).lower_ == "to"):
            return before
    return token if is_verb(token) else None


def _main_verb(token: Token, date: When) -> Token | None:
    """Return the verb of an exercise's course that a date's own verb is, or depends on."""
    if is_verb(token) and token.lemma_ in _COURSE | _PLANNING:
        return token
    if token.dep_ == "xcomp" and token.head.lemma_ in _STARTING | _ENDING:
        return token.head
    # "drills in areas that encircle it on Thursday": the day is that of the main verb.
    while date.grain == "day" and token.dep_ in {"relcl", "acl"}:
        token = next((t for t in token.head.ancestors if is_verb(t)), token.head)
        if token.lemma_ in _COURSE:
            return token
    return None


def _of_verb(scene: Scene, verb: Token) -> Reference | None:
    """Return the exercise whose course a verb tells."""
    with_it = {t.lower_ for t in verb.children if t.tag_ != "IN"}  # not "went on Monday"
    if verb.lemma_ in _WITH and with_it.isdisjoint(_WITH[verb.lemma_]):
        return None
    if verb.tag_ == "VBG" and verb.lemma_ in _STARTING and verb.dep_ in {"acl", "advcl", "prep"}:
        return scene.nearest(verb.i)  # "will hold the exercise in Norway, starting on Monday"
    subject, objects = subject_of(verb), list(objects_of(verb))
    reference = scene.reference_at(*objects) or scene.subject(verb)
    if reference is not None:
        return reference
    if verb.lemma_ in _SCHEDULING and verb.dep_ != "xcomp":
        inner = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if inner is not None and inner.lemma_ not in _COURSE:
            return None
    if not objects and (subject is None or subject.lower_ == "when"):
        return scene.nearest(verb.i)
    return _as_part(scene, verb)


def _as_part(scene: Scene, verb: Token) -> Reference | None:
    """Return the exercise in "began landing on Monday as part of the exercise"."""
    for reference in scene.references:
        before = [
            t.lower_ for t in scene.doc[max(scene.start, reference.start - 2) : reference.start]
        ]
        if reference.start > verb.i and before == ["part", "of"]:
            return reference
    return None


def merge_dates(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each date that a finer one repeats given to that as evidence.

    "Next month" says nothing that "from January 14" does not say.
    """
    finest: dict[tuple[Exercise, Predicate, str], int] = {}
    merged: list[Draft | None] = list(drafts)
    for i, draft in enumerate(drafts):
        for part in _coarser(draft):
            finest.setdefault((draft.exercise, draft.predicate, part), i)
    for i, draft in enumerate(drafts):
        finer = finest.get((draft.exercise, draft.predicate, str(draft.value)))
        target = merged[finer] if finer is not None else None
        if finer is not None and target is not None and draft.grain is not None:
            merged[finer] = replace(target, more=(*target.more, (draft.start, draft.end)))
            merged[i] = None
    return [draft for draft in merged if draft is not None]


def _coarser(draft: Draft) -> Iterator[str]:
    """Yield what a date is when it is cut to its month and to its year."""
    if isinstance(draft.value, str) and draft.grain in {"day", "month"}:
        yield from (draft.value[:size] for size in (4, 7) if size < len(draft.value))
