"""Shapes of text at which careless patterns run for ever: seconds are counted, not calls."""

import time

import pytest

from app.extraction.extract import Pipeline
from app.extraction.pipeline import COMPONENTS
from app.sources.build import build_article
from tests.extraction.test_scaling import flat_doc

LONGEST = 5.0  # seconds of processor time, as the figures for a whole article have it


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“" * 16_000, id="case 14: unclosed marks"),
        pytest.param("“word " * 10_000, id="case 14: unclosed marks and words"),
        pytest.param(" " * 40_000 + "x", id="case 15: blanks"),
        pytest.param("word " * 10_000 + "!", id="case 16: words"),
        pytest.param("w" * 50_000 + "!", id="case 16: one word"),
        pytest.param("a, " * 15_000, id="commas"),
        pytest.param(". " * 20_000, id="dots"),
    ],
)
def test_a_text_is_done_in_time(pipeline: Pipeline, text: str) -> None:
    start = time.process_time()
    doc = flat_doc(pipeline, build_article(f"He said {text}", {}).text)
    for name in COMPONENTS:
        doc = pipeline.nlp.get_pipe(name)(doc)
    assert time.process_time() - start < LONGEST
