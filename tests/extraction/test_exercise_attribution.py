"""Who asserts claims, and which claims about exercises are one."""

from app.extraction.exercises import with_asserters
from app.records import Claim, Predicate, Quote, QuoteKind, Speaker


def claim(start: int, end: int, *, subject: str = "exercises/x", confidence: float = 0.5) -> Claim:
    return Claim(subject, Predicate.HOST, start, end, "rule", confidence, object="countries/NO")


def quote(start: int, end: int, speaker: str | None) -> Quote:
    who = Speaker(speaker, "she", 0, 3) if speaker else None
    return Quote(start, end, QuoteKind.DIRECT, 1, who, None, None, "rule", 1.0)


def test_a_claim_inside_a_quotation_is_asserted_by_its_speaker() -> None:
    (told,) = with_asserters([claim(12, 20)], [quote(10, 30, "people/a")])
    assert told.asserted_by == "people/a"


def test_of_nested_quotations_the_inner_speaker_asserts() -> None:
    quotes = [quote(10, 50, "people/a"), quote(20, 40, "people/b")]
    (told,) = with_asserters([claim(22, 30)], quotes)
    assert told.asserted_by == "people/b"


def test_outside_of_quotations_and_without_a_known_speaker_the_article_asserts() -> None:
    quotes = [quote(10, 20, "people/a"), quote(30, 40, None)]
    told = with_asserters([claim(18, 25), claim(32, 35, subject="exercises/y")], quotes)
    assert [c.asserted_by for c in told] == [None, None]


def test_one_statement_said_twice_is_one_claim_with_both_places() -> None:
    (told,) = with_asserters([claim(1, 5), claim(60, 70, confidence=0.9)], [])
    assert (told.start, told.confidence, told.more_evidence) == (60, 0.9, ((1, 5),))


def test_a_statement_by_another_asserter_stays_apart() -> None:
    told = with_asserters([claim(1, 5), claim(12, 15)], [quote(10, 20, "people/a")])
    assert [c.asserted_by for c in told] == [None, "people/a"]


def test_claims_about_people_are_not_joined() -> None:
    people = [claim(1, 5, subject="people/a"), claim(8, 9, subject="people/a")]
    assert with_asserters(people, []) == people
