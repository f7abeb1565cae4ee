"""Compares who and what is mentioned, and the roles of people, with gold."""

from collections.abc import Iterable, Mapping

from app.evaluation.judgement import (
    SMALL_WORDS,
    Gold,
    Judgement,
    alike,
    last_word,
    names_of,
    overlap,
    span_of,
    touches,
    words_of,
)
from app.records import Claim, Entity, Extraction, Form, Mention, Predicate, Span

# What only refers, and names nothing, counts for nobody: gold has names and short forms alone.
_NOT_NAMES = frozenset({Form.METONYM, Form.NOMINAL, Form.PRONOUN})


def named_mentions(extraction: Extraction, collection: str) -> list[tuple[str, Mention]]:
    """Return the mentions by name of the entities of one collection, each with its rule."""
    return [
        (m.rule, m)
        for m in extraction.mentions
        if m.form not in _NOT_NAMES and m.entity.startswith(f"{collection}/")
    ]


def judge_mentions(
    judgement: Judgement, extraction: Extraction, entities: Mapping[str, Entity], gold: Gold
) -> None:
    """Note which mentions of countries, people and organizations are right."""
    # "Chinese" in "Chinese Foreign Ministry" may be read either way: in an organization's name it
    # counts for nobody.
    named: list[Span] = [tuple(m) for o in gold["organizations"] for m in o["mentions"]]
    countries = [(tuple(m), c["code"]) for c in gold["countries"] for m in c["mentions"]]
    judgement.match(
        "country mentions",
        [
            (r, m)
            for r, m in named_mentions(extraction, "countries")
            if not touches(span_of(m), named)
        ],
        [one for one in countries if not touches(one[0], named)],
        lambda m, g: alike(span_of(m), g[0]) and m.entity.partition("/")[2] == g[1],
    )
    judgement.match(
        "person mentions",
        named_mentions(extraction, "people"),
        [(tuple(m), p["name"]) for p in gold["people"] for m in p["mentions"]],
        lambda m, g: (
            alike(span_of(m), g[0]) and last_word(entities[m.entity].name) == last_word(g[1])
        ),
    )
    _judge_organizations(judgement, extraction, entities, gold)


def _judge_organizations(
    judgement: Judgement, extraction: Extraction, entities: Mapping[str, Entity], gold: Gold
) -> None:
    found = named_mentions(extraction, "organizations")
    wanted = [
        (tuple(m), {" ".join(words_of(n)) for n in [o["name"], *o["aliases"]]})
        for o in gold["organizations"]
        for m in o["mentions"]
    ]
    judgement.match("organization mentions", found, wanted, lambda m, g: alike(span_of(m), g[0]))
    judgement.match(
        "organization mentions, by name",
        found,
        wanted,
        lambda m, g: (
            alike(span_of(m), g[0])
            and any(" ".join(words_of(n)) in g[1] for n in names_of(entities[m.entity]))
        ),
    )


def judge_roles(
    judgement: Judgement, claims: Iterable[Claim], entities: Mapping[str, Entity], gold: Gold
) -> None:
    """Note which roles are right: the person, a word in common, and the evidence."""

    def same(claim: Claim, wanted: tuple[Span, str, str]) -> bool:
        shared = set(words_of(str(claim.value))) & set(words_of(wanted[2])) - SMALL_WORDS
        name = last_word(entities[claim.subject].name)
        return bool(overlap(span_of(claim), wanted[0]) and shared and name == last_word(wanted[1]))

    judgement.match(
        "roles",
        [(c.rule, c) for c in claims if c.predicate is Predicate.ROLE],
        [(tuple(r["evidence"]), p["name"], r["role"]) for p in gold["people"] for r in p["roles"]],
        same,
    )
