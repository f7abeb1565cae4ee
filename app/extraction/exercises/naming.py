"""Names of exercises: where an article gives one, and what its series and edition are."""

from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc

from app.extraction.annotations import Named, named_entities, tokens_of
from app.extraction.exercises.editions import is_year, read_edition, split_edition, year_of
from app.extraction.exercises.name_patterns import TITLED, find_names
from app.extraction.exercises.name_runs import LONGEST_NAME, MARKS, Name, Surroundings, modifies
from app.extraction.exercises.phrases import Phrase, is_trigger
from app.extraction.exercises.series import Known, find_known, known_series
from app.extraction.exercises.vocabulary import ARMED, TRIGGERS
from app.extraction.gazetteer import build_matcher, find_phrases

_LOOKING_LIKE: Final = {
    "organization-acting", "organization-by-model", "organization-head",
    "organization-word-by-model",
}  # fmt: skip
"""Rules that take any capitals for an organization."""
_FORCES: Final = {"armed_force", "command", "ministry", "police"}
"""Kinds of organizations whose names are told from those of exercises by their words."""
_FORMERLY: Final = {"formerly", "once", "originally", "previously"}
_NAMING: Final = {"called", "dubbed", "known", "named"}
_BACK: Final = 4
"""In tokens, from a name back to the words that call it a former one."""
_NEAR: Final = 80
"""In tokens: how far from a name armed forces must be spoken of."""


def find_surroundings(doc: Doc, phrases: Sequence[Phrase]) -> Surroundings:
    """Return what the words of `doc` tell of the names near them."""
    bodies = [o for o in doc._.organizations if o.kind is not None and _is_body(o)]
    return Surroundings(
        nations=frozenset(tokens_of([*named_entities(doc, "countries"), *bodies])),
        people=frozenset(tokens_of(named_entities(doc, "people"))),
        forces=[t.i for t in doc if t.lower_ in ARMED],
        triggers=[p.head for p in phrases if not (p.is_standby or _is_use(doc, p))],
    )


def _is_body(organization: Named) -> bool:
    """Tell whether an organization is none that only looks like one, as names of exercises do."""
    is_sure = any(f.rule not in _LOOKING_LIKE for f in organization.found)
    return is_sure or organization.kind in _FORCES


def _is_use(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether "exercise" is the use of something: "the exercise of power"."""
    behind = [t.lower_ for t in doc[phrase.end : phrase.end + 2]]
    return behind[:1] == ["of"] and not any(word.isdigit() for word in behind)


def settle_names(doc: Doc, phrases: Sequence[Phrase], around: Surroundings) -> list[Name]:
    """Return the names of exercises in `doc`, in order, none overlapping another.

    A series of the lexicon goes before what only looks like a name, a longer name before a shorter.
    """
    known = find_known(doc)
    shown = [n for n in find_names(doc, phrases, around) if _is_military(doc, n, around)]
    places = {i for n in shown for i in range(n.start, n.end)}
    sure = {k.series.name for k in known if _is_sure(doc, k, places)}
    listed = [
        Name(
            k.start, k.end, k.words, k.edition or early_edition(doc, k.start), "exercise-name-known"
        )
        for k in known
        if k.series.name in sure
    ]
    repeated = find_repeats(doc, {n.series for n in [*shown, *listed]}) if shown or listed else []
    found = [*listed, *sorted([*shown, *repeated], key=lambda n: n.start - n.end)]
    return [n for n in _without_overlaps(found) if not _is_former(doc, n)]


def _is_former(doc: Doc, name: Name) -> bool:
    """Tell whether a name is what an exercise no longer goes by: "previously known as NAME"."""
    before = {t.lower_ for t in doc[max(0, name.start - _BACK) : name.start]}
    return not (_FORMERLY.isdisjoint(before) or _NAMING.isdisjoint(before))


def _is_sure(doc: Doc, known: Known, places: set[int]) -> bool:
    """Tell whether the name of a series means an exercise: it may be a place or a word, too."""
    if not known.series.needs_trigger or year_of(known.edition) is not None:
        return True
    shown = not places.isdisjoint(range(known.start, known.end))
    return shown or _has_trigger(doc, known.start, known.end)


def _has_trigger(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a noun for exercises stands right before a name, or a few modifiers behind."""
    if any(t.lower_ in TRIGGERS for t in doc[start:end]):
        return True
    before = start - 1 - (start > 1 and doc[start - 1].text in MARKS | {","})
    if before >= 0 and is_trigger(doc[before]):
        return True
    for token in doc[end : end + LONGEST_NAME]:
        if is_trigger(token):
            return True
        if not modifies(token) and token.text not in MARKS:
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
    if known_series(name.series, doc._.lexicon.exercises) is not None or name.rule == TITLED:
        return True
    return around.has_forces(name.start - _NEAR, name.end + _NEAR)


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
