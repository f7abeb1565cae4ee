"""Files, folders and standard input: what is read, in which order, and what is not."""

import gzip
import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from app.records import Article
from app.sources import files
from app.sources.build import MAX_BYTES
from app.sources.files import read_articles
from app.sources.found import Found, Rejected, Skipped
from app.sources.overrides import TooManyArticles, override

LINE = b'{"text": "Boats."}\n'


def read(*paths: Path | str, standard_input: bytes = b"") -> list[Found | Rejected | Skipped]:
    return list(read_articles([str(path) for path in paths], BytesIO(standard_input)))


def codes(found: Sequence[Found | Rejected | Skipped]) -> list[tuple[str, str]]:
    return [(type(one).__name__, "" if isinstance(one, Found) else one.code) for one in found]


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/z.txt", "b/a.jsonl", ".hidden.txt"):
        (tmp_path / name).write_bytes(LINE if name.endswith("l") else b"Boats.")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(LINE + LINE))
    assert [one.label for one in read(tmp_path)] == [
        f"{tmp_path}/{name}"
        for name in ("a.txt", "b/a.jsonl:1", "b/z.txt", "c.txt", "d.jsonl.gz:1", "d.jsonl.gz:2")
    ]


def test_hidden_folders_are_not_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("Boats.")
    assert read(tmp_path) == []


def test_paths_are_labelled_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Boats.")
    monkeypatch.chdir(tmp_path)
    assert [one.label for one in read(".", "./a.txt", "a.txt")] == ["./a.txt", "./a.txt", "a.txt"]


def test_a_dash_is_json_lines_on_standard_input() -> None:
    assert read("-", standard_input=LINE) == [Found("-:1", Article("Boats."))]


def test_a_file_that_is_named_is_text_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("Boats.")
    assert codes(read(tmp_path / "article.md")) == [("Found", "")]


@pytest.mark.parametrize("name", ["a.json", "a.html", "a.txt.gz", "a.PDF"])
def test_a_file_that_is_named_and_surely_no_text_is_rejected(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"Boats.")
    assert codes(read(tmp_path / name)) == [("Rejected", "unknown-format")]


def test_case_26_what_a_folder_holds_besides_articles_is_skipped(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "x.jsonl").mkdir(parents=True)
    (folder / "x.jsonl" / "inside.txt").write_text("Boats.")
    (tmp_path / "outside.txt").write_text("Boats.")
    (folder / "a.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "b").symlink_to(tmp_path)
    (folder / "c.txt").symlink_to("c.txt")
    (folder / "d.txt").symlink_to("x.jsonl/inside.txt")
    (folder / "e").symlink_to("x.jsonl")
    (folder / "notes.md").write_text("Boats.")
    os.mkfifo(folder / "pipe.txt")
    names = [Path(one.label).name for one in read(folder)]
    assert dict(zip(names, codes(read(folder)), strict=True)) == {
        "a.txt": ("Skipped", "outside-folder"),
        "b": ("Skipped", "outside-folder"),
        "c.txt": ("Skipped", "not-a-file"),
        "d.txt": ("Found", ""),
        "e": ("Skipped", "not-a-file"),
        "inside.txt": ("Found", ""),
        "notes.md": ("Skipped", "unknown-format"),
        "pipe.txt": ("Skipped", "not-a-file"),
    }


def test_case_26_a_pipe_or_device_that_is_named_is_rejected_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert codes(read(tmp_path / "pipe.txt", "/dev/zero")) == [("Rejected", "not-a-file")] * 2


def test_what_is_missing_is_rejected_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Boats.")
    found = codes(read(tmp_path / "nothing.txt", tmp_path / "a.txt" / "b", tmp_path / "a.txt"))
    assert found == [("Rejected", "missing"), ("Rejected", "unreadable"), ("Found", "")]


def test_a_name_that_is_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("Boats.")
    (found,) = read(tmp_path)
    assert found.label == f"{tmp_path}/caf\\xe9.txt"


def test_case_12_a_file_that_is_too_large_is_not_decoded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff" * (MAX_BYTES + 1))
    assert codes(read(tmp_path / "a.txt")) == [("Rejected", "too-large")]


def test_a_packed_file_that_is_cut_gives_what_it_has(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "Boats %d."}\n' % number for number in range(20_000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-5_000])
    found = codes(read(tmp_path / "a.jsonl.gz"))
    assert found[-1] == ("Rejected", "bad-gzip")
    assert len(found) > 1_000


@pytest.mark.parametrize("data", [b"no gzip", b"\x1f\x8b\x08" + b"\0" * 7 + b"\xff" * 20])
def test_what_is_not_packed_is_rejected(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    assert codes(read(tmp_path / "a.jsonl.gz")) == [("Rejected", "bad-gzip")]


@pytest.mark.parametrize("content", [LINE + b" " * 4_000_000, LINE + b"x\n" * 2_000_000])
def test_case_27_a_bomb_is_defused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 100_000)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(content))
    found = read(tmp_path / "a.jsonl.gz")
    assert codes(found)[0] == ("Found", "")
    assert codes(found)[-1] == ("Rejected", "too-large")
    assert len(found) < 300_000


ARTICLES: list[Found | Rejected | Skipped] = [
    Found("a", Article("One.", title="A")),
    Rejected("b", "x", "y"),
    Skipped("c", "x", "y"),
]


def test_options_go_before_what_the_source_says() -> None:
    given = {"title": "B", "publisher": "The Bay Post", "url": None}
    assert list(override(ARTICLES, given)) == [
        Found("a", Article("One.", title="B", publisher="The Bay Post")), *ARTICLES[1:]
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["title", "url"])
def test_two_articles_cannot_have_one_title_or_url(name: str) -> None:
    found = override([*ARTICLES, Found("d", Article("Two."))], {name: "B"})
    with pytest.raises(TooManyArticles, match=name):
        next(found)
