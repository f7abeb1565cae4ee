"""Docs for the tests of exercises and of what they are read with, tagged or parsed by hand."""

import datetime as dt
import re

from spacy.lang.en import English
from spacy.tokens import Doc

from app.extraction.annotations import Found, Named, prepare, register_extensions
from app.extraction.exercises import find_exercises
from app.extraction.exercises.claims import build_claims
from app.records import Claim, EntityType, Form

_VOCAB = English().vocab
_TOKEN = re.compile(
    r"(?P<close>~)?(?P<word>[^/=]+)(=(?P<lemma>\w+))?/(?P<tag>[^/]+)(/(?P<dep>\w+)(/(?P<head>[+-]\d+))?)?"
)
COUNTRIES = {
    "AU": "Australian", "CL": "Chile", "ES": "Spain", "GH": "Ghana", "JO": "Jordan", "JP": "Japan",
    "KE": "Kenya", "NO": "Norway", "PE": "Peru", "SE": "Sweden",
}  # fmt: skip


def build_parsed(parse: str, published: dt.date | None = None) -> Doc:
    """Return a Doc of words parted by spaces: "word=lemma/TAG/dep/+1", the head so far away.

    Dependency and head may be left out. A word that begins with ~ follows without a space.
    """
    rows = [_TOKEN.fullmatch(word) for word in parse.split()]
    tokens = [row for row in rows if row is not None]
    assert len(tokens) == len(rows), parse
    doc = Doc(
        _VOCAB,
        words=[t["word"] for t in tokens],
        spaces=[t["close"] is None for t in tokens[1:]] + [False],
        lemmas=[t["lemma"] or t["word"].lower() for t in tokens],
        tags=[t["tag"] for t in tokens],
        deps=[t["dep"] or ("dep" if i else "ROOT") for i, t in enumerate(tokens)],
        heads=[_head(i, t) for i, t in enumerate(tokens)],
    )
    register_extensions()
    return prepare(doc, doc.text, published)


def read_exercises(
    parse: str, published: dt.date | None = None
) -> tuple[Doc, list[Named], list[Claim]]:
    """Return a Doc with its exercises and claims; a few countries and NATO are known in it."""
    doc = build_parsed(parse, published)
    doc._.countries = [
        Named(f"countries/{code}", EntityType.COUNTRY, name, _found(doc, name))
        for code, name in COUNTRIES.items()
    ]
    nato = Named("organizations/nato", EntityType.ORGANIZATION, "NATO", _found(doc, "NATO"))
    nato.kind = "alliance"
    doc._.organizations = [nato]
    exercises, drafts = find_exercises(doc)
    return doc, exercises, list(build_claims(doc, drafts))


def _head(i: int, token: re.Match[str]) -> int:
    if token["head"]:
        return i + int(token["head"])
    return i if token["dep"] == "ROOT" else 0


def _found(doc: Doc, name: str) -> list[Found]:
    return [Found(t.i, t.i + 1, Form.NAME, "given") for t in doc if t.text == name]
