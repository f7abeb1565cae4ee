"""Full-text search: a user's words made into a query that the database can always run.

Nothing that a person types is an operator of the database: each word is quoted. What a user may
write is `"a phrase"`, `-word` (leave out), `one OR other` and `prefix*`.

Words are told by spaces and punctuation, and compared without capitals and accents. Texts are
indexed twice: an index called `…_text` holds the stems of English words, its twin `…_words` the
words as they stand. Prefixes are looked for in the latter, for many a stem is shorter than what
somebody types of the word: that of "organizing" is "organ".
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Subquery,
    bindparam,
    case,
    column,
    func,
    select,
    table,
    text,
    union_all,
)

INDEXES = (
    "article_text",
    "article_words",
    "quote_text",
    "quote_words",
    "name_words",
    "name_trigrams",
)
"""All indexes; those of names are of words and of each three letters in a row."""

MAX_LENGTH = 200
MAX_TERMS = 16
# Shorter prefixes match so much that ranking them alone passes any deadline.
MIN_PREFIX = 3

_TERM = re.compile(r'(?P<out>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
_PREFIX = '"*'  # what ends a prefix in an expression, and is nowhere else in one
_NOTHING = '""'
# Characters that Unicode keeps out of texts.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look for."""

    text: str
    is_phrase: bool = False
    is_prefix: bool = False
    is_out: bool = False


_OR = Term("OR")


@dataclass(frozen=True, slots=True)
class Words:
    """What to look for: one term of each group, and none of those that are out."""

    groups: tuple[tuple[Term, ...], ...]
    out: tuple[Term, ...] = ()


def parse_words(text: str) -> Words:
    """Return what `text` asks for; raise ValueError, in words for its writer, if it cannot be run.

    >>> [[term.text for term in group] for group in parse_words('drill OR war games').groups]
    [['drill', 'war'], ['games']]
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"has more than {MAX_LENGTH} characters")
    terms = [_read_term(found) for found in _TERM.finditer(_clean(text)) if _has_token(found[0])]
    if len(terms) > MAX_TERMS:
        raise ValueError(f"has more than {MAX_TERMS} words")
    groups: list[list[Term]] = []
    joins = False
    for term in terms:
        if term == _OR:
            joins = bool(groups)
        elif not term.is_out:
            if joins:
                groups[-1].append(term)
            else:
                groups.append([term])
            joins = False
    out = tuple(term for term in terms if term.is_out)
    if out and not groups:
        raise ValueError("says what to leave out, but not what to look for")
    return Words(tuple(tuple(group) for group in groups), out)


def _clean(text: str) -> str:
    """Return `text` with plain quotation marks, and blanks for what no database takes."""
    plain = text.translate(_QUOTATION_MARKS)
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in plain)


def _has_token(text: str) -> bool:
    """Tell whether the tokenizer will see a word in `text`."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Co" for c in text)


def _read_term(found: re.Match[str]) -> Term:
    is_out = bool(found["out"])
    if found["word"] is None:
        return Term(found["phrase"].replace("*", " "), is_phrase=True, is_out=is_out)
    word = found["word"].rstrip("*")
    is_prefix = word != found["word"]
    if is_prefix and len(re.split(r"\W", word)[-1]) < MIN_PREFIX:
        raise ValueError(f"has a * after fewer than {MIN_PREFIX} letters")
    return Term(word.replace("*", " "), is_prefix=is_prefix, is_out=is_out)


def match_expression(words: Words) -> str:
    """Return `words` in the language of SQLite's FTS5.

    >>> match_expression(parse_words('F-35 OR "air defence" excer* -cyber'))
    '(("F-35" OR "air defence") AND ("excer"*)) NOT ("cyber")'
    """
    if not words.groups:
        return _NOTHING
    looked_for = " AND ".join(_any_of(group) for group in words.groups)
    return f"({looked_for}) NOT {_any_of(words.out)}" if words.out else looked_for


def _any_of(terms: tuple[Term, ...]) -> str:
    return f"({' OR '.join(map(quoted, terms))})"


def quoted(term: Term) -> str:
    """Return what matches one term, that is without quotation marks itself."""
    return f'"{term.text}"{"*" if term.is_prefix else ""}'


def matching(index: str, expression: ColumnElement[Any]) -> CompoundSelect[int]:
    """Return the numbers of the rows of `index`, or of its twin, whose words match `expression`."""
    has_prefix = func.instr(expression, _PREFIX) > 0
    stems = case((has_prefix, _NOTHING), else_=expression)
    words = case((has_prefix, expression), else_=_NOTHING)
    return union_all(matches(index, stems), matches(_twin(index), words))


def matches(index: str, expression: ColumnElement[Any]) -> Select[int]:
    """Return the numbers of the rows of `index` that match `expression`."""
    found = _index(index)
    return select(found.c.rowid).where(found.c[index].match(expression))


def _index(name: str) -> Any:
    return table(name, column("rowid"), column("rank"), column(name))


def _twin(index: str) -> str:
    return index.replace("_text", "_words")


def index_for(index: str, expression: str) -> str:
    """Return `index`, or its twin if `expression` has a prefix."""
    return _twin(index) if _PREFIX in expression else index


@lru_cache
def ranked(index: str) -> Subquery:
    """Return the rows that match the parameter `words`: their `number` and `score` (bm25).

    The lower a score, the better.
    """
    found = _index(index)
    matches = found.c[index].match(bindparam("words"))
    return (
        select(found.c.rowid.label("number"), found.c.rank.label("score")).where(matches).subquery()
    )


@lru_cache
def marked(index: str, columns: int) -> Select[Any]:
    """Return the columns of the rows `numbers` with marks about what matches the words.

    The parameters are `numbers` and `words`; `read_marks` reads the columns.
    """
    found = _index(index)
    # The database would look each number up by itself, and all words of a prefix each time.
    number = found.c.rowid + 0 if index == _twin(index) else found.c.rowid
    name: ColumnElement[Any] = column(index)
    shown = (func.highlight(name, i, _OPEN, _CLOSE) for i in range(columns))
    return select(found.c.rowid.label("number"), *shown).where(
        found.c[index].match(bindparam("words")), number.in_(bindparam("numbers", expanding=True))
    )


def read_marks(shown: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without the marks in it, and where the marked words stand (code points).

    >>> read_marks("a \ufdd0good\ufdd1 day")
    ('a good day', [(2, 6)])
    """
    parts = re.split(f"[{_OPEN}{_CLOSE}]", shown)
    spans, end = [], 0
    for number, part in enumerate(parts):
        end += len(part)
        if number % 2:
            spans.append((end - len(part), end))
    return "".join(parts), spans


_COUNTS = """
    SELECT word.value, (
        SELECT count(*) FROM (SELECT 1 FROM {0} WHERE {0} MATCH word.value LIMIT :most)
    )
    FROM json_each(:expressions) AS word
"""


def count_matches(
    connection: Connection, index: str, expressions: Sequence[str], most: int
) -> dict[str, int]:
    """Return how many rows of `index` match each of `expressions`, counted up to `most`."""
    parameters = {"expressions": json.dumps(expressions), "most": most}
    rows = connection.execute(text(_COUNTS.format(index)), parameters)
    return {row[0]: row[1] for row in rows}


def find_matches(connection: Connection, index: str, expression: str, most: int) -> Sequence[int]:
    """Return the numbers of up to `most` rows of `index` that match `expression`."""
    return connection.scalars(_some_matches(index), {"words": expression, "most": most}).all()


@lru_cache
def _some_matches(index: str) -> Select[int]:
    return matches(index, bindparam("words")).limit(bindparam("most"))
