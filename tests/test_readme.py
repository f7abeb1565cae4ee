"""README.md tells the truth: its questions are asked, its commands run, its lists complete."""

import importlib.metadata
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli import cli
from app.extraction.user_lexicon import read_lexicon
from app.settings import Settings
from tests.running import ARTICLES, ROOT, ingest, run, serving
from tests.shown import OMITTED, check_answer, read_blocks, read_questions, shorten

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = read_blocks(README)
QUESTIONS = read_questions(README)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server answers questions about the sample articles."""
    database = tmp_path_factory.mktemp("readme") / "kb.db"
    ingest(ARTICLES, database=database)
    with serving(database) as address:
        yield address


def test_there_are_six_questions_and_more() -> None:
    assert len(QUESTIONS) >= 6


@pytest.mark.enable_socket
@pytest.mark.parametrize(("url", "answer"), QUESTIONS, ids=[url for url, _ in QUESTIONS])
def test_a_question_has_the_answer_that_is_shown(address: str, url: str, answer: str) -> None:
    check_answer(address, url, answer)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"a": 1, "b": 2}, {"a": 1}),
        ({"a": 1}, {"a": 2, OMITTED: None}),
        ({"a": 1}, {"a": 1, OMITTED: None}),
        ({"a": [1, 2]}, {"a": [1]}),
        ({"a": [1, 2]}, {"a": [2, OMITTED]}),
        ({"a": [1]}, {"a": [1, OMITTED]}),
        ({"a": 1, "c": 3}, {"a": 1, "b": 2, OMITTED: None}),
    ],
    ids=[
        "more fields",
        "other value",
        "nothing left out",
        "shorter list",
        "another item",
        "no item left out",
        "a field too many",
    ],
)
def test_an_answer_that_is_not_the_one_shown_is_told(value: Any, shown: Any) -> None:
    assert shorten(value, shown) != shown


def test_the_make_targets_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = "".join(text for kind, text in BLOCKS if kind == "sh")
    targets = set(re.findall(r"^make (\w+)", commands, re.MULTILINE))
    assert targets == {"run", "test"}
    assert all(re.search(f"^{target}:", makefile, re.MULTILINE) for target in targets)
    variables = set(re.findall(r"\b([A-Z]+)=", commands))
    assert variables <= set(re.findall(r"^([A-Z]+) ", makefile, re.MULTILINE))


def test_an_article_is_stored_as_the_example_has_it(tmp_path: Path) -> None:
    (example,) = re.findall(r"^newskb ingest report\.txt (.*)$", README, re.MULTILINE)
    (tmp_path / "report.txt").write_text("Twelve boats came to the bay on Thursday.")
    database = tmp_path / "kb.db"
    ingest(tmp_path / "report.txt", *shlex.split(example), database=database)
    done = run("extract", tmp_path / "report.txt", *shlex.split(example), database=database)
    assert json.loads(done.stdout)["published"] == "2031-05-01"


def test_the_example_of_a_lexicon_is_one(tmp_path: Path) -> None:
    ((_, example),) = (block for block in BLOCKS if block[0] == "toml")
    path = tmp_path / "names.toml"
    path.write_text(example, encoding="utf-8")
    lexicon = read_lexicon(path)
    assert lexicon.organizations
    assert lexicon.merges
    assert lexicon.splits


def test_every_setting_is_explained_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        assert f"| `NEWSKB_{name.upper()}` | `{field.default}` |" in README


def test_no_setting_is_explained_that_is_not_there() -> None:
    names = {f"NEWSKB_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall("NEWSKB_[A-Z_]+", README)) == names


def test_every_command_is_explained() -> None:
    names = {one.name or one.callback.__name__ for one in cli.registered_commands if one.callback}
    assert set(re.findall(r"^\| `newskb (\w+)", README, re.MULTILINE)) == names


def test_the_exit_codes_are_those_of_the_help(tmp_path: Path) -> None:
    told = run("ingest", "--help", database=tmp_path / "kb.db").stdout
    codes = set(re.findall(r"^ +(\d)  ", told, re.MULTILINE))
    assert codes
    assert set(re.findall(r"^\| (\d) \|", README, re.MULTILINE)) == codes


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:app|data|alembic)/[\w./-]*)`", README))
    assert len(named) > 20
    assert {one for one in named if not (ROOT / one).exists()} == set()


def test_the_changelog_begins_with_the_version_of_the_package() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (newest, *_) = re.findall(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest == importlib.metadata.version("newskb")
