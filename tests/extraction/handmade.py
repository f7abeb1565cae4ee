"""Docs with a parse written by hand, so that no model can change what a rule is given."""

import re

from spacy.lang.en import English
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from app.extraction.annotations import Found, Named, prepare, register_extensions
from app.extraction.text import straighten
from app.names import slugify
from app.records import COLLECTIONS, EntityType, Form

_VOCAB = English().vocab
_WORD = re.compile(
    r"(?P<word>[^/=]+)(=(?P<lemma>[^/]+))?(/(?P<tag>[^/]+)(/(?P<dep>\w+)>(?P<head>\S+))?)?"
)
_POS = {
    "DT": "DET", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "IN": "ADP", "TO": "PART",
    "RB": "ADV", "POS": "PART", "CC": "CCONJ", "CD": "NUM", "MD": "AUX", "NNP": "PROPN",
    "NN": "NOUN", "JJ": "ADJ", "VB": "VERB",
}  # fmt: skip


def build_doc(text: str, parse: str) -> Doc:
    """Return a Doc of `text`, parsed as told: "word=lemma/TAG/dep>head", parted by spaces.

    The head is the nearest token of that form, and a word without one is a root. Articles hang on
    the next noun and punctuation on the root beside it. ⏎ stands for a line break.
    """
    plain = straighten(text)
    rows = [_WORD.fullmatch(part) for part in parse.split()]
    tokens = [row.groupdict() for row in rows if row is not None]
    assert len(tokens) == len(rows), parse
    for token in tokens:
        _fill(token)
    words = [token["word"].replace("⏎", "\n") for token in tokens]
    doc = Doc(
        _VOCAB,
        words=words,
        spaces=_spaces(plain, words),
        tags=[token["tag"] for token in tokens],
        pos=[_pos(token["tag"]) for token in tokens],
        lemmas=[token["lemma"] for token in tokens],
        deps=[token["dep"] for token in tokens],
        heads=[_head(tokens, i) for i in range(len(tokens))],
    )
    assert doc.text == plain
    register_extensions()
    return prepare(doc, text, None)


def label_words(doc: Doc, **forms: list[str]) -> None:
    """Give words the model's labels wherever they stand, longer ones first: PERSON=["Ann Lee"]."""
    found: list[Span] = []
    for label, words in forms.items():
        for form in words:
            size = len(form.split())
            starts = (i for i in range(len(doc) - size + 1) if doc[i : i + size].text == form)
            found.extend(Span(doc, i, i + size, label=label) for i in starts)
    doc.ents = filter_spans(found)


def name_entity(
    doc: Doc, kind: EntityType, name: str, *short: str, gender: str | None = None
) -> None:
    """Write an entity on `doc` with a mention wherever one of its forms stands."""
    entity = Named(f"{COLLECTIONS[kind]}/{slugify(name)}", kind, name, gender=gender)
    for form in (name, *short):
        size = len(form.split())
        for i in range(len(doc) - size + 1):
            free = not any(f.start <= i < f.end for f in entity.found)
            if free and doc[i : i + size].text == form:
                entity.found.append(Found(i, i + size, Form.NAME, "by-hand"))
    doc._.get(COLLECTIONS[kind]).append(entity)


def _fill(token: dict[str, str]) -> None:
    article = token["word"].lower() in {"the", "a"}
    token["lemma"] = token["lemma"] or token["word"].lower()
    token["dep"] = token["dep"] or ("det" if article else "ROOT" if token["tag"] else "punct")
    token["tag"] = token["tag"] or ("DT" if article else "_SP" if token["word"] == "⏎" else ".")


def _pos(tag: str) -> str:
    return _POS.get(tag) or _POS.get(tag[:2], "SPACE" if tag == "_SP" else "PUNCT")


def _head(tokens: list[dict[str, str]], i: int) -> int:
    token = tokens[i]
    if token["dep"] == "ROOT":
        return i
    if token["dep"] == "det":
        return next(k for k in range(i, len(tokens)) if tokens[k]["tag"].startswith("NN"))
    if token["dep"] == "punct":
        opens = token["word"] == '"' and sum(t["word"] == '"' for t in tokens[:i]) % 2 == 0
        roots = [k for k, t in enumerate(tokens) if t["dep"] == "ROOT"]
        after, before = [k for k in roots if k > i], [k for k in roots if k < i]
        return after[0] if after and (opens or not before) else before[-1]
    places = (k for k, t in enumerate(tokens) if t["word"] == token["head"] and k != i)
    return min(places, key=lambda k: abs(k - i))


def _spaces(text: str, words: list[str]) -> list[bool]:
    spaces, position = [], 0
    for word in words:
        position = text.index(word, position) + len(word)
        spaces.append(text[position : position + 1] == " ")
    return spaces
