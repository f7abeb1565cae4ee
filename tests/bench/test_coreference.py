"""People's names in clusters: gold's phrases are cut to names, and B³ weighs what goes together."""

from typing import Any

import pytest

from app.evaluation.scores import Score, score
from app.records import Extraction, Form, Mention
from bench.coreference import PEOPLE, judge_result, names_in

TEXT = (
    "US President Ada Berg of the Reds met Col. Tom Holm. Berg, she says, likes the Ada Berg Hall."
)


def phrase(words: str, cluster: str, **own: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    known = {"etype": "person", "link": "coref", "identity": None, "cluster": cluster}
    return {"start": start, "end": start + len(words), "text": words, **known, **own}


BERG = phrase("US President Ada Berg of the Reds", "1", identity="Ada_Berg_(politician)")
HOLM = phrase("Col. Tom Holm", "2")
BERG_AGAIN = phrase("Berg, she", "1") | {"end": TEXT.index(", she"), "text": "Berg"}
SHE = phrase("she", "1", link="ana")
HALL = phrase("the Ada Berg Hall", "3", etype="organization")
IN_HALL = phrase("Ada Berg Hall", "1") | {"end": TEXT.index(" Hall"), "text": "Ada Berg"}
GOLD = [BERG, HOLM, BERG_AGAIN, SHE, HALL, IN_HALL]


def names(*gold: dict[str, Any]) -> list[str]:
    row = {"text": TEXT, "mentions": list(gold)}
    return [TEXT[slice(*name.span)] for name in names_in(row)]


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ([BERG], ["Ada Berg"]),  # by the identity: no title, no party
        ([HOLM], ["Tom Holm"]),  # without one: the last two words
        ([BERG, BERG_AGAIN, SHE], ["Ada Berg", "Berg"]),
        ([BERG_AGAIN], []),  # whose full name nobody gives
        ([BERG, HALL, IN_HALL], ["Ada Berg"]),  # no person within another name
        ([BERG, phrase("Ada Berg", "4", etype="abstract")], ["Ada Berg"]),  # it is no longer one
    ],
)
def test_a_phrase_is_cut_to_the_name_in_it(gold: list[dict[str, Any]], found: list[str]) -> None:
    assert names(*gold) == found


def score_of(*mentions: tuple[str, str]) -> Score:
    places = ((TEXT.rindex(words) if words == "Berg," else TEXT.index(words), words, who)
              for words, who in mentions)  # fmt: skip
    found = tuple(
        Mention(start, start + len(words), f"people/{who}", Form.NAME, "r", None)
        for start, words, who in places
    )
    judged = judge_result({"text": TEXT, "mentions": GOLD}, Extraction(mentions=found))
    return next(one for one in score([judged]) if one.measure == PEOPLE and one.rule is None)


@pytest.mark.parametrize(
    ("mentions", "precision", "recall"),
    [
        ([("Ada Berg", "a"), ("Berg,", "a"), ("Tom Holm", "b")], 1, 1),
        ([("Ada Berg", "a"), ("Berg,", "b"), ("Tom Holm", "c")], 1, 2 / 3),  # one split in two
        ([("Ada Berg", "a"), ("Berg,", "a"), ("Tom Holm", "a")], 5 / 9, 1),  # two merged
        ([("Ada Berg", "a"), ("likes", "b")], 1 / 2, 1 / 6),  # one is none, two are missed
    ],
)
def test_a_mention_counts_by_the_share_of_its_cluster_that_is_with_it(
    mentions: list[tuple[str, str]], precision: float, recall: float
) -> None:
    one = score_of(*mentions)
    assert one.precision == pytest.approx(precision)
    assert one.recall == pytest.approx(recall)
