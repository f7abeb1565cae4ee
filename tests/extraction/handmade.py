"""Docs with a parse written by hand, so that no model can change what a rule is given."""

import re

from spacy.lang.en import English
from spacy.tokens import Doc

from app.extraction.annotations import prepare, register_extensions
from app.extraction.text import straighten

_VOCAB = English().vocab
_TOKEN = re.compile(
    r"(?P<word>[^\s=]+|=)(?:=(?P<lemma>\S+))? (?P<tag>\S+) (?P<dep>\S+) (?P<head>\S+)"
)
_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON",
    "WP": "PRON", "WDT": "PRON", "EX": "PRON", "DT": "DET", "IN": "ADP", "TO": "PART", "RB": "ADV",
    "POS": "PART", "RP": "ADP", "JJ": "ADJ", "CC": "CCONJ", "CD": "NUM", "MD": "AUX", "_SP": "SPACE",
    "WRB": "SCONJ", "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBN": "VERB",
    "VBG": "VERB",
}  # fmt: skip


def build_doc(text: str, parse: str) -> Doc:
    """Return `text` with its parse: "word[=lemma] tag dep head" for each token, parted by "|".

    The head is so many tokens on ("+2") or back ("-1"), or none ("0"). ⏎ stands for a line break.
    """
    plain = straighten(text)
    tokens = []
    for part in parse.split("|"):
        token = _TOKEN.fullmatch(" ".join(part.split()))
        assert token is not None, part
        tokens.append(token)
    words = [token["word"].replace("⏎", "\n") for token in tokens]
    doc = Doc(
        _VOCAB,
        words=words,
        spaces=_spaces(plain, words),
        tags=[token["tag"] for token in tokens],
        pos=[_POS.get(token["tag"], "PUNCT") for token in tokens],
        lemmas=[token["lemma"] or token["word"].lower() for token in tokens],
        deps=[token["dep"] for token in tokens],
        heads=[i + int(token["head"]) for i, token in enumerate(tokens)],
    )
    assert doc.text == plain
    register_extensions()
    return prepare(doc, text, None)


def _spaces(text: str, words: list[str]) -> list[bool]:
    spaces, position = [], 0
    for word in words:
        position = text.index(word, position) + len(word)
        spaces.append(text[position : position + 1] == " ")
    return spaces
