"""Turns what rules found about exercises into claims."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from app.extraction.confidence import confidence_of
from app.extraction.exercises.drafts import Draft
from app.extraction.exercises.syntax import is_cancelled, is_planned
from app.records import Claim, Modality


def build_claims(doc: Doc, drafts: Iterable[Draft]) -> Iterator[Claim]:
    """Yield a claim for each draft, in order; the exercises must have their ids."""
    for draft in drafts:
        start, end = _chars(doc, draft.start, draft.end)
        yield Claim(
            subject=draft.exercise.named.id,
            predicate=draft.predicate,
            start=start,
            end=end,
            rule=draft.rule,
            confidence=confidence_of(draft.rule),
            object=draft.object,
            value=draft.value,
            unit=draft.unit,
            qualifier=draft.qualifier,
            low=draft.low,
            high=draft.high,
            grain=draft.grain,
            modality=_modality(doc, draft),
            more_evidence=tuple(_chars(doc, *span) for span in draft.more),
            derived=draft.derived,
        )


def _chars(doc: Doc, start: int, end: int) -> tuple[int, int]:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _modality(doc: Doc, draft: Draft) -> Modality:
    if draft.exercise.is_past or draft.about.is_past:
        return Modality.PAST
    root = doc[draft.start : draft.end].root
    if is_cancelled(root) or is_cancelled(doc[draft.about.head]):
        return Modality.CANCELLED
    return Modality.PLANNED if is_planned(root) else Modality.STATED
