"""Full-text search: a user's words made into a query that the database can always run.

Nothing that a person types is an operator of the database: each word is quoted. What a user may
write is `"a phrase"`, `-word` (leave out), `one OR other` and `prefix*`.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, column, select, table

MAX_LENGTH = 200
MAX_TERMS = 16
# Shorter prefixes match so much that ranking them alone passes any deadline.
MIN_PREFIX = 3

_TERM = re.compile(r'(?P<out>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
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
    if found["word"] is None:
        return Term(found["phrase"], is_phrase=True, is_out=bool(found["out"]))
    word = found["word"].rstrip("*")
    is_prefix = word != found["word"]
    if is_prefix and len(re.split(r"\W", word)[-1]) < MIN_PREFIX:
        raise ValueError(f"has a * after fewer than {MIN_PREFIX} letters")
    return Term(word, is_prefix=is_prefix, is_out=bool(found["out"]))


def match_expression(words: Words) -> str:
    """Return `words` in the language of SQLite's FTS5.

    >>> match_expression(parse_words('F-35 OR "air defence" excer* -cyber'))
    '(("F-35" OR "air defence") AND ("excer"*)) NOT ("cyber")'
    """
    if not words.groups:
        return '""'  # matches nothing
    looked_for = " AND ".join(_any_of(group) for group in words.groups)
    return f"({looked_for}) NOT {_any_of(words.out)}" if words.out else looked_for


def _any_of(terms: tuple[Term, ...]) -> str:
    quoted = (f'"{term.text}"{"*" if term.is_prefix else ""}' for term in terms)
    return f"({' OR '.join(quoted)})"


def matching(index: str, expression: ColumnElement[Any]) -> Select[int]:
    """Return the numbers of the rows of `index` whose words match `expression`."""
    found = table(index, column("rowid"), column(index))
    return select(found.c.rowid).where(found.c[index].match(expression))
