"""Twice the text is about twice the work, whatever its shape: calls are counted, not seconds."""

import sys
from pathlib import Path
from types import FrameType

import pytest
from spacy.tokens import Doc

from app.extraction import extract
from app.extraction.annotations import prepare
from app.extraction.extract import Pipeline
from app.extraction.pipeline import COMPONENTS
from app.extraction.text import straighten
from bench.scaling import SHAPES

OURS = str(Path(extract.__file__).parent)
SIZE = 2_000


def flat_doc(pipeline: Pipeline, text: str) -> Doc:
    """Return a Doc with a parse that costs nothing: every token hangs on the first."""
    plain = straighten(text)
    made = pipeline.nlp.make_doc(plain)
    count = len(made)
    doc = Doc(
        made.vocab,
        words=[t.text for t in made],
        spaces=[bool(t.whitespace_) for t in made],
        heads=[0] * count,
        deps=["ROOT"] + ["dep"] * (count - 1),
        pos=["PROPN" if t.text.istitle() else "VERB" if t.is_alpha else "PUNCT" for t in made],
        tags=["NNP" if t.text.istitle() else "VBD" if t.is_alpha else "." for t in made],
        lemmas=["say" if t.text == "said" else t.lower_ for t in made],
        ents=["B-PERSON" if t.text.istitle() else "O" for t in made],
    )
    return prepare(doc, text, None)


def count_calls(pipeline: Pipeline, text: str) -> int:
    """Return how many calls of our functions the components make for `text`."""
    doc = flat_doc(pipeline, text)
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code.co_filename.startswith(OURS)

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for name in COMPONENTS:
            doc = pipeline.nlp.get_pipe(name)(doc)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_is_twice_the_work(pipeline: Pipeline, shape: str) -> None:
    text = SHAPES[shape]
    count_calls(pipeline, text(100))  # loads lexicons
    once = count_calls(pipeline, text(SIZE))
    twice = count_calls(pipeline, text(2 * SIZE))
    assert twice <= 2.3 * once + 100
