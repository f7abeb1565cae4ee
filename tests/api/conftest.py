"""A small knowledge base of invented articles, made by the real writer, and a client of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.records import Article, Extraction
from app.resolution import resolve
from app.settings import Settings
from app.storage.database import open_database, upgrade
from app.storage.writer import save_batch
from tests.api.corpus import corpus


def write(url: str, batch: Sequence[tuple[Article, Extraction]]) -> str:
    """Add `batch` to the database at `url`, which is created if need be; return the release."""
    engine = open_database(url, read_only=False)
    try:
        upgrade(engine)
        with engine.begin() as connection:
            return save_batch(connection, batch, resolve, pipeline="c0de" * 16)
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that no test changes."""
    path: Path = tmp_path_factory.mktemp("kb") / "kb.db"
    url = f"sqlite:///{path}"
    write(url, corpus())
    return url


@pytest.fixture(scope="session")
def client(url: str) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(database=url))) as client:
        yield client


@pytest.fixture
def new_url(tmp_path: Path) -> str:
    """Where a test may make a database of its own."""
    return f"sqlite:///{tmp_path / 'kb.db'}"
