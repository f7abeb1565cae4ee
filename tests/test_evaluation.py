"""What is right and what is wrong, by the gold; and how sure the figures are."""

import pytest

from app.evaluation.judgement import Gold, Judgement
from app.evaluation.judging import BadGoldError, judge
from app.evaluation.scores import Score, score
from app.records import (
    Claim,
    Entity,
    EntityType,
    Extraction,
    Form,
    Mention,
    Predicate,
    Quote,
    QuoteKind,
    Speaker,
)

TEXT = "Norway said Col. Ada Berg, head of planning, leads Exercise Tern. “We sail,” Berg said."
EMPTY_GOLD: Gold = {
    "countries": [],
    "people": [],
    "organizations": [],
    "exercises": [],
    "quotes": [],
}
GOLD: Gold = {
    "countries": [{"code": "NO", "mentions": [[0, 6]]}],
    "people": [
        {
            "name": "Ada Berg",
            "mentions": [[17, 25], [76, 80]],
            "roles": [{"role": "head of planning", "evidence": [17, 43]}],
        }
    ],
    "organizations": [],
    "exercises": [{"name": "Exercise Tern", "host": ["NO"], "personnel": 900, "places": []}],
    "quotes": [
        {
            "start": 66,
            "end": 74,
            "kind": "direct",
            "speaker": {"name": "Ada Berg"},
        }
    ],
}
BERG = Entity("people/ada-berg", EntityType.PERSON, "Ada Berg", ("Berg",))
NORWAY = Entity("countries/NO", EntityType.COUNTRY, "Norway")
TERN = Entity("exercises/tern", EntityType.EXERCISE, "Tern", series="Tern")


def quote(speaker: str | None, kind: QuoteKind = QuoteKind.DIRECT) -> Quote:
    who = Speaker(None, speaker, 76, 80) if speaker else None
    return Quote(66, 74, kind, 1, who, None, None, "followed", 0.9)


def scores_of(extraction: Extraction, gold: Gold = GOLD) -> dict[str, Score]:
    return {s.measure: s for s in score([judge(extraction, gold)]) if s.rule is None}


@pytest.mark.parametrize(
    ("mention", "right"),
    [
        (Mention(0, 6, "countries/NO", Form.NAME, "r", 1), 1),
        (Mention(0, 4, "countries/NO", Form.NAME, "r", 1), 1),  # more than half of it
        (Mention(0, 2, "countries/NO", Form.NAME, "r", 1), 0),  # less
        (Mention(0, 6, "countries/SE", Form.NAME, "r", 1), 0),  # another country
    ],
)
def test_a_mention_is_right_where_it_shares_half_the_span_and_the_code(
    mention: Mention, right: int
) -> None:
    one = scores_of(Extraction(entities=(NORWAY,), mentions=(mention,)))["country mentions"]
    assert (one.right, one.predicted, one.gold) == (right, 1, 1)


def test_what_only_refers_counts_for_nobody() -> None:
    metonym = Mention(0, 6, "countries/NO", Form.METONYM, "r", 1)
    one = scores_of(Extraction(entities=(NORWAY,), mentions=(metonym,)))["country mentions"]
    assert (one.predicted, one.recall, one.f1) == (0, 0, 0)


@pytest.mark.parametrize(
    ("found", "right"), [("Berg", True), ("the colonel", False), (None, False)]
)
def test_a_speaker_is_right_by_the_last_word_of_a_name(found: str | None, right: bool) -> None:
    one = scores_of(Extraction(quotes=(quote(found),)))["quote speakers"]
    assert bool(one.right) is right
    assert one.gold == 1


def test_a_quote_of_the_wrong_kind_is_found_and_its_kind_is_wrong() -> None:
    result = scores_of(Extraction(quotes=(quote("Berg", QuoteKind.MIXED),)))
    assert (result["quotes found"].right, result["quote kinds"].right) == (1, 0)


@pytest.mark.parametrize(("found", "right"), [("Ada Berg", 1), ("Holm", 0)])
def test_the_speaker_of_reported_speech_is_judged_where_its_words_are_right(
    found: str, right: int
) -> None:
    gold = {**GOLD, "quotes": [{**GOLD["quotes"][0], "kind": "indirect"}]}
    result = scores_of(Extraction(quotes=(quote(found, QuoteKind.INDIRECT),)), gold)
    assert result["indirect speech"].right == 1
    one = result["indirect speech, speakers"]
    assert (one.right, one.predicted, one.gold) == (right, 1, 1)


def test_claims_of_a_matched_exercise_are_compared_by_code_and_by_value() -> None:
    host = Claim("exercises/tern", Predicate.HOST, 0, 6, "host-by", 1, object="countries/NO")
    size = Claim("exercises/tern", Predicate.PERSONNEL, 0, 6, "size", 1, value=800)
    result = scores_of(Extraction(entities=(TERN, NORWAY), claims=(host, size)))
    assert result["exercises named"].f1 == 1
    assert result["exercise host"].f1 == 1
    assert result["exercise sizes and durations"].right == 0


@pytest.mark.parametrize(("start", "right"), [(2, 1), (20, 0)])
def test_a_claim_that_is_right_needs_its_evidence_where_gold_has_it(start: int, right: int) -> None:
    host = Claim("exercises/tern", Predicate.HOST, start, start + 4, "r", 1, object="countries/NO")
    gold = {**GOLD, "exercises": [{**GOLD["exercises"][0], "evidence": {"host": [[0, 6]]}}]}
    one = scores_of(Extraction(entities=(TERN, NORWAY), claims=(host,)), gold)["exercise evidence"]
    assert (one.right, one.predicted, one.gold) == (right, 1, 1)


def test_a_role_needs_its_person_and_a_word_in_common() -> None:
    role = Claim("people/ada-berg", Predicate.ROLE, 17, 43, "r", 1, value="head of planning")
    wrong = Claim("people/ada-berg", Predicate.ROLE, 17, 43, "r", 1, value="the pilot of it")
    assert scores_of(Extraction(entities=(BERG,), claims=(role,)))["roles"].f1 == 1
    assert scores_of(Extraction(entities=(BERG,), claims=(wrong,)))["roles"].f1 == 0


def test_each_rule_has_its_precision_with_an_interval() -> None:
    good, bad = quote("Berg"), Quote(0, 6, QuoteKind.DIRECT, 2, None, None, None, "followed", 0.9)
    scores = score([judge(Extraction(quotes=(good, bad)), GOLD)])
    rule = next(s for s in scores if s.measure == "quotes found" and s.rule == "followed")
    assert rule.precision == 0.5
    assert rule.low is not None
    assert rule.high is not None
    assert 0 < rule.low < 0.5 < rule.high < 1


def test_pieces_found_and_records_of_the_gold_may_be_counted_apart() -> None:
    judgement = Judgement()
    for right in (True, True, False):
        judgement.add("pieces", "r", right=right)
    judgement.recall("pieces", found=1, gold=2)
    one = score([judgement])[0]
    assert (one.precision, one.recall) == (2 / 3, 1 / 2)
    assert one.f1 == pytest.approx(4 / 7)


def test_a_record_may_be_right_in_part() -> None:
    judgement = Judgement()
    judgement.add("clustered", "r", right=0.5)
    judgement.gold["clustered"] += 1
    one = score([judgement])[0]
    assert (one.precision, one.recall, one.f1) == (0.5, 0.5, 0.5)


def test_where_only_recall_is_measured_it_has_the_interval() -> None:
    judgements = [Judgement() for _ in range(20)]
    for number, judgement in enumerate(judgements):
        judgement.recall("links", found=number % 4 > 0, gold=1)
    one = score(judgements)[0]
    assert (one.precision, one.recall, one.f1) == (None, 0.75, None)
    assert one.low is not None
    assert one.high is not None
    assert 0.4 < one.low < 0.75 < one.high < 1


def test_nothing_found_where_nothing_is_to_find_has_no_rate() -> None:
    one = scores_of(Extraction(), EMPTY_GOLD)["quotes found"]
    assert (one.precision, one.recall, one.f1) == (None, None, None)


def test_gold_without_a_field_is_named_as_such() -> None:
    with pytest.raises(BadGoldError, match="quotes"):
        judge(Extraction(), {k: v for k, v in EMPTY_GOLD.items() if k != "quotes"})
