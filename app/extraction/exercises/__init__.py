"""Finds military exercises, and what the article claims about them."""

from spacy.language import Language
from spacy.tokens import Doc

from app.extraction.exercises.attribution import with_asserters
from app.extraction.exercises.claims import build_claims
from app.extraction.exercises.entities import find_exercises
from app.extraction.exercises.overlaps import release

__all__ = ["find_exercises", "set_exercises", "with_asserters"]


@Language.component(
    "exercises",
    requires=["doc._.countries", "doc._.organizations", "doc._.people", "token.dep", "token.tag"],
    assigns=["doc._.exercises", "doc._.claims"],
)
def set_exercises(doc: Doc) -> Doc:
    """Write the exercises of `doc` on it, and the claims about them."""
    exercises, drafts = find_exercises(doc)
    doc._.exercises = exercises
    release(doc, exercises)
    doc._.claims.extend(build_claims(doc, drafts))
    return doc
