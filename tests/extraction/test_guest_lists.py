"""Long lists of guests belong to the exercise that the article is about."""

import pytest

from tests.extraction.conftest import Reader

OPENING = "Exercise Copper Tern, a naval drill hosted by Chile, opened on Monday. "


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("The host is joined by Brazil, Canada and Peru.", {"BR", "CA", "PE"}),
        ("Asia is represented by India, Japan and South Korea.", {"IN", "JP", "KR"}),
        ("Ministers of Brazil, Canada and Peru met on Tuesday.", set()),
        ("The war of Brazil, Canada and Peru was joined by others.", set()),
    ],
)
def test_a_list_of_guests_takes_part(read: Reader, sentence: str, codes: set[str]) -> None:
    claims = read(OPENING + sentence).claims
    found = {c.object for c in claims if c.rule == "participant-guests"}
    assert found == {f"countries/{code}" for code in codes}
