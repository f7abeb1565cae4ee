"""What reading a source gives: an article, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from app.records import Article


class ReasonCode(StrEnum):
    """Why something that was to be read is no article."""

    BAD_DATE = "bad-date"
    BAD_ENCODING = "bad-encoding"
    BAD_GZIP = "bad-gzip"
    BAD_HEADER = "bad-header"
    BAD_JSON = "bad-json"
    BAD_UNICODE = "bad-unicode"
    CONTROL_CHARACTER = "control-character"
    EMPTY_ARTICLE = "empty-article"
    MISSING = "missing"
    NOT_A_FILE = "not-a-file"
    OUTSIDE_FOLDER = "outside-folder"
    TOO_LARGE = "too-large"
    UNKNOWN_FORMAT = "unknown-format"
    UNREADABLE = "unreadable"


class BadArticle(Exception):
    """What was read is no article that newskb takes."""

    def __init__(self, code: ReasonCode, words: str) -> None:
        """Keep the reason, as a code for programs and in words for people."""
        self.code, self.words = code, words
        super().__init__(f"{code}: {words}")


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and where it was: its path, with the line for JSON Lines."""

    label: str
    article: Article


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that was to be an article, and why it is none."""

    label: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a folder that nobody asked for by name, and why it was left out."""

    label: str
    code: str
    words: str
