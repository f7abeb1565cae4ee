"""A pipeline for the tests that ask about the whole, loaded once."""

from collections.abc import Callable

import pytest

from app.extraction.extract import ExtractionError, Pipeline, extract, load_pipeline
from app.records import Article, Extraction

Reader = Callable[[str], Extraction]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return load_pipeline()


@pytest.fixture(scope="session")
def read(pipeline: Pipeline) -> Reader:
    """Return what gives all that is found in a text."""

    def read_text(text: str) -> Extraction:
        (extraction,) = extract(pipeline, [Article(text=text)])
        assert not isinstance(extraction, ExtractionError), extraction.reason
        return extraction

    return read_text
