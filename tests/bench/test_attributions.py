"""Whose marked words are, as sets of attributions have it: by pieces found, and by gold's own."""

from typing import Any

import pytest

from app.evaluation.scores import Score, score
from app.records import Extraction, Quote, QuoteKind, Speaker
from bench.attributions import (
    INDIRECT,
    INDIRECT_SPEAKERS,
    SPEAKERS,
    doubles_marks,
    judge_result,
)

TEXT = '"We sail," Berg said, "and we row." Holm said that it rains. "No," said a man.'


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def attribution(source: str | None, *pieces: str) -> dict[str, Any]:
    parts = [span(piece) for piece in pieces]
    whole = {"start": parts[0]["start"], "end": parts[-1]["end"], "parts": parts}
    return {**whole, "speaker": source and span(source)}


def quote(words: str, speaker: str | None, kind: QuoteKind = QuoteKind.DIRECT) -> Quote:
    place = span(words)
    who = span(speaker) if speaker else None
    said_by = Speaker(None, who["text"], who["start"], who["end"]) if who else None
    return Quote(place["start"], place["end"], kind, 1, said_by, None, None, "r", None)


SPLIT = attribution("Berg", '"We sail,"', '"and we row."')
REPORTED = attribution("Holm", "that it rains")
UNSTATED = attribution(None, '"No,"')


def scores_of(quotes: list[Quote], *gold: dict[str, Any]) -> dict[str, Score]:
    judged = judge_result({"text": TEXT, "quotes": list(gold)}, Extraction(quotes=tuple(quotes)))
    return {one.measure: one for one in score([judged]) if one.rule is None}


@pytest.mark.parametrize(
    ("quotes", "right", "found", "recalled"),
    [
        ([("We sail,", "Berg"), ("and we row.", "Berg")], 2, 2, 1),  # two pieces, one attribution
        ([("We sail,", "Berg"), ("and we row.", "Holm")], 1, 2, 1),
        ([("We sail,", "Holm")], 0, 1, 0),
        ([("We sail,", None)], 0, 0, 0),  # found, but by nobody
        ([("that it rains", "Holm")], 0, 1, 0),  # not in marks
    ],
)
def test_precision_is_of_pieces_and_recall_of_attributions(
    quotes: list[tuple[str, str | None]], right: int, found: int, recalled: int
) -> None:
    one = scores_of([quote(*pair) for pair in quotes], SPLIT)[SPEAKERS]
    assert (one.right, one.predicted, one.recalled, one.gold) == (right, found, recalled, 1)


def test_words_whose_speaker_the_gold_leaves_open_count_for_nobody() -> None:
    one = scores_of([quote("No,", "a man")], UNSTATED)[SPEAKERS]
    assert (one.predicted, one.gold) == (0, 0)


def test_what_is_reported_without_marks_is_measured_by_its_words() -> None:
    indirect = quote("it rains", "Holm", QuoteKind.INDIRECT)
    one = scores_of([indirect], REPORTED, SPLIT)[INDIRECT]
    assert (one.right, one.predicted, one.gold) == (1, 1, 1)


@pytest.mark.parametrize(("speaker", "right"), [("Holm", 1), ("Berg", 0)])
def test_whose_reported_words_are_is_measured_where_the_words_are_right(
    speaker: str, right: int
) -> None:
    quotes = [quote("that it rains", speaker, QuoteKind.INDIRECT)]
    one = scores_of(quotes, REPORTED)[INDIRECT_SPEAKERS]
    assert (one.right, one.predicted, one.gold) == (right, 1, 1)


@pytest.mark.parametrize(
    ("text", "doubles"), [("''We sail,'' she said.", True), ("“We sail,” she said.", False)]
)
def test_articles_that_double_single_marks_are_known(text: str, doubles: bool) -> None:
    assert doubles_marks({"text": text}) is doubles
