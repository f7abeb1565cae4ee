"""What stands behind a label in capitals is speech, without marks."""

import pytest

from app.records import Extraction, QuoteKind
from tests.extraction.conftest import Reader

TALK = (
    "Mayor Ida Quist spoke with reporters on the pier.\n\n"
    "Q: Will the ferry sail?\n\n"
    "QUIST: It will sail in May. My office said “on time” and meant it.\n\n"
    "Q: At what price?\n\n"
    "QUIST: The price will stay as it is."
)


def turns(extraction: Extraction) -> list[tuple[str | None, int, int]]:
    return [
        (q.speaker.entity if q.speaker else None, q.start, q.end)
        for q in extraction.quotes
        if q.rule == "transcript-turn"
    ]


def test_each_turn_is_one_direct_quote_of_the_person_with_that_surname(read: Reader) -> None:
    found = turns(read(TALK))
    assert [TALK[s:e] for _, s, e in found] == [
        "It will sail in May. My office said “on time” and meant it.",
        "The price will stay as it is.",
    ]
    assert {who for who, _, _ in found} == {"people/ida-quist"}


def test_a_paragraph_that_goes_on_with_a_turn_between_marks_is_its_speakers(read: Reader) -> None:
    more = "Nobody asked me about that."
    text = "\n\n".join(f"“{line}" if ": " in line else line for line in TALK.split("\n\n"))
    extraction = read(f"{text}\n\n“{more}”")
    last = extraction.quotes[-1]
    assert (last.rule, last.speaker and last.speaker.entity) == ("continued", "people/ida-quist")
    assert last.start == len(text) + 3


def test_turns_may_stand_between_marks(read: Reader) -> None:
    text = "\n\n".join(f"“{line}" if ": " in line else line for line in TALK.split("\n\n"))
    assert [text[s:e] for _, s, e in turns(read(text))] == [
        TALK[s:e] for _, s, e in turns(read(TALK))
    ]


def test_what_a_turn_quotes_is_no_quote_of_the_article(read: Reader) -> None:
    quotes = read(TALK).quotes
    assert {q.kind for q in quotes} == {QuoteKind.DIRECT}
    assert len(quotes) == 2


@pytest.mark.parametrize(
    "text",
    [
        "FACT: The pier is old and needs work.\n\nMYTH: The pier is new and needs none.",
        "QUIST: The price of the ferry will stay as it is.",  # once is a headline
        "The mayor had this to say: the price will stay as it is.",
    ],
)
def test_a_heading_is_no_turn(read: Reader, text: str) -> None:
    assert turns(read(text)) == []


def test_a_label_that_names_nobody_known_stays_a_phrase(read: Reader) -> None:
    text = "AUDIENCE MEMBER: We want the ferry back.\n\nAUDIENCE MEMBER: And the old pier too."
    extraction = read(text)
    assert [who for who, _, _ in turns(extraction)] == [None, None]
