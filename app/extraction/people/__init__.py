"""Finds people: their names, and the roles that the article gives them."""

from spacy.language import Language
from spacy.tokens import Doc

from app.extraction.annotations import named_entities, tokens_of
from app.extraction.people.names import find_names
from app.extraction.people.roles import find_roles


@Language.component(
    "people",
    requires=["doc._.countries", "doc._.organizations", "doc.ents", "token.dep"],
    assigns=["doc._.people"],
)
def set_people(doc: Doc) -> Doc:
    """Write the people of `doc` on it."""
    others = tokens_of(named_entities(doc, "countries", "organizations"))
    doc._.people = find_names(doc, frozenset(others))
    return doc


@Language.component(
    "roles",
    requires=["doc._.countries", "doc._.organizations", "doc._.people", "token.dep"],
    assigns=["doc._.claims"],
)
def set_roles(doc: Doc) -> Doc:
    """Write the claims about the roles of the people of `doc` on it."""
    owners = tokens_of(named_entities(doc, "countries", "organizations"))
    doc._.claims.extend(find_roles(doc, doc._.people, owners))
    return doc
