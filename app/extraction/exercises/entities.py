"""Brings names, references and facts together: the exercises of an article and what it says."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from app.extraction.annotations import Found, Named, named_entities, tokens_of
from app.extraction.counts import find_counts
from app.extraction.dates import find_dates
from app.extraction.durations import find_durations
from app.extraction.exercises.hosts import find_hosts
from app.extraction.exercises.naming import Surroundings, settle_names
from app.extraction.exercises.participants import find_participants
from app.extraction.exercises.phrases import find_phrases
from app.extraction.exercises.places import find_places
from app.extraction.exercises.references import Exercise, Reference, find_references
from app.extraction.exercises.scene import LONGEST_SENTENCE, Draft, Scene, World
from app.extraction.exercises.schedule import find_schedule
from app.extraction.exercises.sizes import find_sizes
from app.names import slugify
from app.records import Predicate

_RULES: Final[tuple[Callable[[Scene], Iterable[Draft]], ...]] = (
    find_hosts, find_participants, find_places, find_sizes, find_schedule,
)  # fmt: skip


def find_exercises(doc: Doc) -> tuple[list[Named], list[Draft]]:
    """Return the exercises of `doc` and the claims about them, each in order of first mention.

    An exercise without a name is there only if the article says two things about it.
    """
    phrases = find_phrases(doc)
    names = settle_names(doc, phrases, _surroundings(doc))
    if not names and not any(p.is_military or p.is_joint for p in phrases):
        return [], []
    dates = find_dates(doc)
    references = find_references(doc, names, phrases, dates)
    drafts = [d for scene in _scenes(doc, references, dates) for d in _read(scene)]
    kept = _kept(references, drafts)
    drafts = [d for d in drafts if d.exercise in kept]
    _identify(kept, drafts)
    for reference in references:
        if reference.exercise in kept:
            found = Found(reference.start, reference.end, reference.form, reference.rule)
            reference.exercise.named.found.append(found)
    return [e.named for e in kept], drafts
