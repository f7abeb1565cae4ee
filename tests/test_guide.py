"""docs/api.md tells the truth: each of its examples is run."""

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import ARTICLES, ROOT, ingest, run, serving
from tests.shown import check_answer, read_blocks, read_questions

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = read_blocks(GUIDE)
QUESTIONS = [one for one in read_questions(GUIDE) if not one[1].startswith("curl ")]
ASKED = re.findall(r"^curl '(.*)'$", GUIDE, re.MULTILINE)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of the sample articles."""
    database = tmp_path_factory.mktemp("guide") / "kb.db"
    ingest(ARTICLES, database=database)
    return database


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    """Where a server answers questions about the sample articles."""
    with serving(database) as address:
        yield address


@pytest.mark.enable_socket
@pytest.mark.parametrize(("url", "answer"), QUESTIONS, ids=[url for url, _ in QUESTIONS])
def test_a_question_has_the_answer_that_is_shown(address: str, url: str, answer: str) -> None:
    check_answer(address, url, answer)


@pytest.mark.enable_socket
def test_the_python_examples_do_as_shown(
    address: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (command,) = re.findall(r"^newskb (export .*)$", GUIDE, re.MULTILINE)
    words = [str(tmp_path / one) if one.endswith("/") else one for one in shlex.split(command)]
    assert run(*words, database=database).returncode == 0
    code = "\n".join(text for kind, text in BLOCKS if kind == "python")
    code = code.replace("http://127.0.0.1:8000", address)
    examples = doctest.DocTestParser().get_doctest(code, {}, "docs/api.md", None, None)
    assert doctest.DocTestRunner().run(examples).failed == 0
