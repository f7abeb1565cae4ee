"""Read articles from what a user names: files, folders and standard input."""

import gzip
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from app.sources.build import MAX_BYTES
from app.sources.found import BadArticle, Found, ReasonCode, Rejected, Skipped
from app.sources.json_lines import read_json_lines
from app.sources.text import parse_text

STANDARD_INPUT = "-"
JSON_LINES, PACKED_JSON_LINES, TEXT = ".jsonl", ".jsonl.gz", ".txt"

# A file that is named is text unless its name says otherwise; these would be garbage as text.
NOT_TEXT = (".json", ".gz", ".html", ".htm", ".xml", ".csv", ".pdf", ".docx", ".zip")

# English text packs some 4:1, the format itself allows 1,000:1.
MOST_UNPACKED, MOST_RATIO = 64_000_000, 100

Outcome = Found | Rejected | Skipped


def read_articles(paths: Iterable[str], standard_input: BinaryIO) -> Iterator[Outcome]:
    """Yield what each of `paths` holds, a folder's files in the order of their paths.

    A path is a file, a folder (`.txt`, `.jsonl` and `.jsonl.gz` are read, hidden files and folders
    are not) or `-`, JSON Lines on `standard_input`. Nothing that is wrong with one stops the rest.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield from read_json_lines(standard_input, STANDARD_INPUT)
        elif Path(path).is_dir():
            yield from _read_folder(path, os.path.realpath(path))
        else:
            yield from _read_file(path)


def _read_folder(folder: str, root: str) -> Iterator[Outcome]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield _rejected(folder, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _read_folder(entry.path, root)
        elif reason := _reason_to_skip(entry, root):
            yield Skipped(_label(entry.path), *reason)
        else:
            yield from _read_file(entry.path)


def _reason_to_skip(entry: os.DirEntry[str], root: str) -> tuple[ReasonCode, str] | None:
    if entry.is_symlink() and not Path(os.path.realpath(entry.path)).is_relative_to(root):
        return ReasonCode.OUTSIDE_FOLDER, "a link that leads out of the folder"
    if not Path(entry.path).is_file():  # unlike the entry, does not raise for a link to itself
        return ReasonCode.NOT_A_FILE, "neither a file nor a folder"
    if not entry.name.endswith((TEXT, JSON_LINES, PACKED_JSON_LINES)):
        return ReasonCode.UNKNOWN_FORMAT, f"neither {TEXT} nor {JSON_LINES} nor {PACKED_JSON_LINES}"
    return None


def _read_file(path: str) -> Iterator[Found | Rejected]:
    label = _label(path)
    try:
        with _open(path) as file:
            if path.endswith(PACKED_JSON_LINES):
                yield from _read_packed(file, label)
            elif path.endswith(JSON_LINES):
                yield from read_json_lines(file, label)
            elif path.lower().endswith(NOT_TEXT):
                words = f"give plain text or JSON Lines ({JSON_LINES}, {PACKED_JSON_LINES})"
                yield Rejected(label, ReasonCode.UNKNOWN_FORMAT, words)
            else:
                yield Found(label, parse_text(_read_all(file)))
    except BadArticle as error:
        yield Rejected(label, error.code, error.words)
    except OSError as error:
        yield _rejected(label, error)


def _open(path: str) -> BinaryIO:
    # Without O_NONBLOCK, to open a named pipe is to wait for somebody to write to it.
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise BadArticle(ReasonCode.NOT_A_FILE, "a pipe, a socket or a device")
    return os.fdopen(number, "rb")


def _read_all(file: BinaryIO) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadArticle(ReasonCode.TOO_LARGE, f"more than {MAX_BYTES:,} bytes")
    return data


def _read_packed(file: BinaryIO, label: str) -> Iterator[Found | Rejected]:
    most = max(MOST_UNPACKED, MOST_RATIO * os.fstat(file.fileno()).st_size)
    try:
        with BufferedReader(gzip.GzipFile(fileobj=file)) as unpacked:
            yield from read_json_lines(unpacked, label, most=most)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Rejected(label, ReasonCode.BAD_GZIP, str(error))


def _rejected(path: str, error: OSError) -> Rejected:
    is_missing = isinstance(error, FileNotFoundError)
    code = ReasonCode.MISSING if is_missing else ReasonCode.UNREADABLE
    return Rejected(_label(path), code, error.strerror or "cannot be read")


def _label(path: str) -> str:
    """Return `path` so that it can be printed, whatever bytes it has."""
    return os.fsencode(path).decode(errors="backslashreplace")
