"""Takes back from people and organizations what turned out to be the names of exercises."""

from collections.abc import Iterable

from spacy.tokens import Doc

from app.extraction.annotations import Named
from app.records import Form


def release(doc: Doc, exercises: Iterable[Named]) -> None:
    """Remove the mentions of people and organizations that lie in an exercise's name.

    Whoever is then mentioned nowhere goes, with the claims about them.
    """
    names = {
        i
        for exercise in exercises
        for found in exercise.found
        if found.form is Form.NAME
        for i in range(found.start, found.end)
    }
    gone = set()
    for subject in ("organizations", "people"):
        entities: list[Named] = doc._.get(subject)
        for entity in entities:
            kept = [f for f in entity.found if not names.issuperset(range(f.start, f.end))]
            if len(kept) < len(entity.found):
                entity.found[:] = kept
        gone |= {e.id for e in entities if not e.found}
        doc._.set(subject, [e for e in entities if e.found])
    doc._.claims = [c for c in doc._.claims if c.subject not in gone and c.object not in gone]
