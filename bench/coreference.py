"""Compares the people of an article, with all their names, with sets of coreference clusters: B³.

Gold marks whole phrases ("US President Barack Obama of the Democrats"), pronouns and common nouns.
Of a person's phrases those count that hold a word of the name, and only the name in them: the words
of the Wikipedia identity, or else the last two of the fullest name that gold has for the person.
Names inside the name of something else ("Andy Warhol Foundation") count for nobody, nor do our
names inside phrases of people of whom gold has no full name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from anyascii import anyascii

from app.evaluation.entities import named_mentions
from app.evaluation.judgement import Judgement, alike, span_of, touches
from app.extraction.extract import Pipeline
from app.records import Extraction, Mention, Span
from bench.development_sets import Row, extract_rows

PEOPLE = "person names, clustered (B³)"

_REFERRING = frozenset({"ana", "disc"})  # links of pronouns
_WORD = re.compile(r"(\w[\w.-]*(?:['’](?!s\b)\w+)*)")
_JOINING = frozenset("of for in at on from the a an by to with and &".split())


class Name(NamedTuple):
    """A person's name as gold has it: where, in which phrase, and whose."""

    span: Span
    phrase: Span
    cluster: str


def judge_people(pipeline: Pipeline, rows: Sequence[Row]) -> list[Judgement]:
    """Return the judgements on the mentions of people by name, weighed as B³ has it.

    A mention counts as the share of its cluster that is with it on the other side too: ours for
    precision, gold's for recall; without a partner it counts nothing.
    """
    return [judge_result(row, result) for row, result in extract_rows(pipeline, rows)]


def judge_result(row: Row, result: Extraction) -> Judgement:
    """Return the judgement on one row."""
    judgement = Judgement()
    names = list(names_in(row))
    named = {name.phrase for name in names}
    undecided = [p for p in map(_phrase, _people(row)) if not any(_holds(p, n) for n in named)]
    left, pairs, found = list(names), dict[int, Name](), list[tuple[str, Mention]]()
    for rule, mention in named_mentions(result, "people"):
        hit = next((name for name in left if _is_same(span_of(mention), name)), None)
        if hit is not None:
            left.remove(hit)
            pairs[len(found)] = hit
        elif touches(span_of(mention), undecided):
            continue
        found.append((rule, mention))
    ours = Counter(mention.entity for _, mention in found)
    theirs = Counter(name.cluster for name in names)
    both = Counter((found[i][1].entity, name.cluster) for i, name in pairs.items())
    for i, (rule, mention) in enumerate(found):
        shared = both[mention.entity, pairs[i].cluster] if i in pairs else 0
        judgement.add(PEOPLE, rule, right=shared / ours[mention.entity])
    recalled = sum(n * n / theirs[cluster] for (_, cluster), n in both.items())
    judgement.recall(PEOPLE, found=recalled, gold=len(names))
    return judgement


def _is_same(span: Span, name: Name) -> bool:
    """Tell whether `span` is the name; gold may know but one word of it, as of "Hui Chi-fung"."""
    return alike(span, name.span) or (_holds(span, name.span) and _holds(name.phrase, span))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _phrase(mention: Row) -> Span:
    return mention["start"], mention["end"]


def _people(row: Row) -> list[Row]:
    return [m for m in row["mentions"] if m["etype"] == "person" and m["link"] not in _REFERRING]


def names_in(row: Row) -> Iterator[Name]:
    """Yield the names of people that the row's annotations hold."""
    people = _people(row)
    words = _words_of_names(people)
    titles = [
        _phrase(m) for m in row["mentions"] if m["etype"] != "person" and _is_title(m["text"])
    ]
    innermost: dict[Span, Row] = {}
    # "DAB's Ben Chan" holds "Ben Chan", which is marked too.
    for mention in sorted(people, key=lambda m: len(m["text"])):
        span = _name_in(mention, words[mention["cluster"]])
        if span is not None:
            innermost.setdefault(span, mention)
    for span, mention in sorted(innermost.items(), key=lambda item: item[0]):
        is_possessive = row["text"][span[1] : span[1] + 2] in ("'s", "’s")
        if is_possessive or not any(_holds(t, span) and t != span for t in titles):
            yield Name(span, _phrase(mention), mention["cluster"])


def _name_in(mention: Row, words: frozenset[str]) -> Span | None:
    places = [
        m.span()
        for m in _WORD.finditer(mention["text"])
        if m[0][0].isupper() and _plain(m[0]) in words
    ]
    start = mention["start"]
    return (start + places[0][0], start + places[-1][1]) if places else None


def _words_of_names(people: Sequence[Row]) -> dict[str, frozenset[str]]:
    """Return, for each cluster, the words of the person's name; none where gold has no full one."""
    clusters: dict[str, list[Row]] = defaultdict(list)
    for mention in people:
        clusters[mention["cluster"]].append(mention)
    words = {}
    for cluster, mentions in clusters.items():
        identities = [m["identity"] for m in mentions if m["identity"]]
        if identities:
            name = re.sub(r"\(.*", "", unquote(identities[0]).replace("_", " "))
            found = _WORD.findall(name)
        else:
            found = max((_full_name(m["text"]) for m in mentions), key=len)[-2:]
        words[cluster] = frozenset(map(_plain, found))
    return words


def _full_name(text: str) -> list[str]:
    """Return the capitalized words at the end of `text`, none if they may name something else."""
    words = text.split()
    start = len(words)
    while start and words[start - 1][:1].isupper():
        start -= 1
    run = [_WORD.findall(w)[0] for w in words[start:] if w != "The" and _WORD.search(w)]
    is_of_something = start > 0 and words[start - 1].lower() in _JOINING
    return [] if len(run) < 2 or is_of_something else run


def _is_title(text: str) -> bool:
    return all(w[0].isupper() or w in _JOINING or not w[0].isalpha() for w in text.split())


def _plain(word: str) -> str:
    return anyascii(word).lower()
