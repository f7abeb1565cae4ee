"""A new, empty knowledge base for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.storage.lock import open_for_writing


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kb.db'}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    with open_for_writing(url) as engine:
        yield engine
