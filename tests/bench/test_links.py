"""Links from names: which titles are states, and which links to them are found."""

import pytest

from app.evaluation.scores import score
from app.records import Extraction, Form, Mention
from bench.links import judge_states_in, state_of, uncounted_titles

TEXT = "Norwegian ships left Oslo for Greenland."


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Norway", "NO"),
        ("Georgia (country)", "GE"),
        ("Georgia (U.S. state)", None),
        ("The Gambia", "GM"),
        ("U.S.", "US"),
        ("Lao People's Democratic Republic", "LA"),
        ("Greenland", None),  # a territory
        ("Norwegians", None),  # a people
        ("Soviet Union", None),  # a state no more
    ],
)
def test_a_title_leads_to_a_state(title: str, code: str | None) -> None:
    assert state_of(title) == code


def link(words: str, title: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "identity": title}


@pytest.mark.parametrize(
    ("entity", "form", "found"),
    [
        ("countries/NO", Form.DEMONYM, 1),
        ("countries/SE", Form.DEMONYM, 0),
        ("countries/NO", Form.METONYM, 0),  # that stands for a government
    ],
)
def test_a_link_is_found_with_its_code_and_by_name(entity: str, form: Form, found: int) -> None:
    row = {"text": TEXT, "mentions": [link("Norwegian", "Norway"), link("Greenland", "Greenland")]}
    mention = Mention(0, 9, entity, form, "r", None)
    one = score([judge_states_in(row, Extraction(mentions=(mention,)))])[0]
    assert (one.recalled, one.gold, one.precision) == (found, 1, None)


def test_titles_that_are_near_to_a_state_are_listed() -> None:
    titles = ("Greenland", "Norwegians", "Norway", "Rain")
    row = {"text": TEXT, "mentions": [link("Oslo", title) for title in titles]}
    assert uncounted_titles([row]) == {"Greenland": 1, "Norwegians": 1}
