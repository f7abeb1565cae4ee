"""The command line, run in this process, with quick extraction unless a test wants another."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli, reading, writing
from app.ingest import Extractor, Failure
from app.records import Article, Extraction
from tests.fake_extraction import extract_one

Run = Callable[..., Result]
Use = Callable[[Extractor], None]


@dataclass(frozen=True)
class Failed:
    reason: str


def extract_unless_unreadable(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    for article in articles:
        yield Failed("ValueError: no") if "unreadable" in article.text else extract_one(article)


def newskb(*arguments: object, standard_input: bytes = b"") -> Result:
    """Run newskb with these arguments."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], input=standard_input)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the database that commands use unless told otherwise."""
    url = f"sqlite:///{tmp_path / 'kb.db'}"
    monkeypatch.setenv("NEWSKB_DATABASE", url)
    return url


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Have commands use another extractor."""

    def put(extractor: Extractor) -> None:
        for module in (reading, writing):
            monkeypatch.setattr(module, "load_extractor", lambda *_: extractor)

    return put


@pytest.fixture
def run(url: str, use: Use) -> Run:
    """Run newskb on the database at `url` with quick extraction."""
    assert url
    use(Extractor(extract_unless_unreadable, "0" * 64))
    return newskb
