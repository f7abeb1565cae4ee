"""Compares quotes, their kinds and their speakers with gold."""

from collections.abc import Mapping, Sequence

from app.evaluation.judgement import Gold, Judgement, alike, last_word, names_of, span_of
from app.records import CoSpeaker, Entity, Quote, QuoteKind, Speaker

MARKED = frozenset({QuoteKind.DIRECT, QuoteKind.MIXED})
"""Words in quotation marks that somebody says."""


def judge_quotes(
    judgement: Judgement, quotes: Sequence[Quote], entities: Mapping[str, Entity], gold: Gold
) -> None:
    """Note which quotes are found, with the right kind and speaker."""

    def same(quote: Quote, wanted: Gold) -> bool:
        return alike(span_of(quote), span_of(wanted))

    marked = [q for q in gold["quotes"] if q["kind"] in MARKED]
    pairs = judgement.match(
        "quotes found", [(q.rule, q) for q in quotes if q.kind in MARKED], marked, same
    )
    for rule, quote, wanted in pairs:
        judgement.add("quote kinds", rule, right=quote.kind == wanted["kind"])
        judgement.gold["quote kinds"] += 1
    hits = {id(quote): wanted for _, quote, wanted in pairs}
    for quote in quotes:
        if quote.kind in MARKED and quote.speaker is not None:
            hit = hits.get(id(quote))
            right = hit is not None and _same_speaker(quote.speaker, hit["speaker"], entities)
            judgement.add("quote speakers", quote.rule, right=right)
    judgement.gold["quote speakers"] += sum(1 for q in marked if q["speaker"])
    for measure, kind, name in (
        ("scare quotes", QuoteKind.SCARE, "not_speech"),
        ("indirect speech", QuoteKind.INDIRECT, "indirect"),
    ):
        judgement.match(
            measure,
            [(q.rule, q) for q in quotes if q.kind is kind],
            [q for q in gold["quotes"] if q["kind"] == name],
            same,
        )


def _same_speaker(speaker: Speaker, wanted: Gold | None, entities: Mapping[str, Entity]) -> bool:
    if wanted is None:
        return False
    names = {last_word(n["name"]) for n in [wanted, *wanted.get("joint_with", [])]}
    return bool(names & _speaker_words(speaker, entities))


def _speaker_words(speaker: Speaker | CoSpeaker, entities: Mapping[str, Entity]) -> set[str]:
    """Return the last words of all names that a speaker goes by; a country's code too."""
    entity = entities.get(speaker.entity or "")
    words = {last_word(n) for n in [speaker.name, *names_of(entity)]}
    if speaker.entity is not None and speaker.entity.startswith("countries/"):
        words.add(speaker.entity.partition("/")[2].lower())
    return words - {""}
