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
    _judge_marked(judgement, [q for q in quotes if q.kind in MARKED], entities, gold)
    _match(judgement, "scare quotes", quotes, QuoteKind.SCARE, gold, "not_speech")
    pairs = _match(judgement, "indirect speech", quotes, QuoteKind.INDIRECT, gold, "indirect")
    for rule, quote, wanted in pairs:
        if quote.speaker is not None and wanted["speaker"]:
            right = _same_speaker(quote.speaker, wanted["speaker"], entities)
            judgement.add("indirect speech, speakers", rule, right=right)
            judgement.gold["indirect speech, speakers"] += 1


def _judge_marked(
    judgement: Judgement, quotes: Sequence[Quote], entities: Mapping[str, Entity], gold: Gold
) -> None:
    marked = [q for q in gold["quotes"] if q["kind"] in MARKED]
    pairs = judgement.match("quotes found", [(q.rule, q) for q in quotes], marked, _is_same)
    for rule, quote, wanted in pairs:
        judgement.add("quote kinds", rule, right=quote.kind == wanted["kind"])
        judgement.gold["quote kinds"] += 1
    hits = {id(quote): wanted for _, quote, wanted in pairs}
    for quote in quotes:
        if quote.speaker is not None:
            hit = hits.get(id(quote))
            right = hit is not None and _same_speaker(quote.speaker, hit["speaker"], entities)
            judgement.add("quote speakers", quote.rule, right=right)
    judgement.gold["quote speakers"] += sum(1 for q in marked if q["speaker"])


def _match(
    judgement: Judgement,
    measure: str,
    quotes: Sequence[Quote],
    kind: QuoteKind,
    gold: Gold,
    name: str,
) -> list[tuple[str, Quote, Gold]]:
    """Compare the quotes of one kind with those that gold calls by `name`."""
    found = [(q.rule, q) for q in quotes if q.kind is kind]
    return judgement.match(
        measure, found, [q for q in gold["quotes"] if q["kind"] == name], _is_same
    )


def _is_same(quote: Quote, wanted: Gold) -> bool:
    return alike(span_of(quote), span_of(wanted))


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
