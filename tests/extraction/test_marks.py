"""Which stretches of a text stand inside quotation marks, told from its characters alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extraction.quotes.marks import Quotation, pair_marks
from app.extraction.text import straighten

SINGLES = "‘We sail now,’ he said. ‘They sleep on deck,’ she said."


def pairs(text: str) -> list[Quotation]:
    return pair_marks(text, straighten(text))


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in pairs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Now,” he said.", ["Now,"]),
        ('"Now," he said. "Then," she said.', ["Now,", "Then,"]),
        ('“Now," he said. "Then,” she said.', ["Now,", "Then,"]),
        ("“Now.” “Then.”", ["Now.", "Then."]),
        ("''Now,'' he said.", ["Now,"]),
        ("``Now,'' he said.", ["Now,"]),
        ("´´Now,´´ he said.", ["Now,"]),
        ("«Now», he said.", ["Now"]),
        ("„Now“, he said.", ["Now"]),
        ("He said “now”—twice—“then”.", ["now", "then"]),
        ("(“Now.”) “Then”? “Soon”!", ["Now.", "Then", "Soon"]),
        ('He said " now " twice.', ["now"]),
        ('"Now we sail," he said."Then we rest," she said.', ["Now we sail,", "Then we rest,"]),
        ("“One,” he said.\n\n“Two,” he said.", ["One,", "Two,"]),
    ],
)
def test_double_marks_pair_whatever_their_glyphs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SINGLES, ["We sail now,", "They sleep on deck,"]),
        (SINGLES.replace("‘", "'").replace("’", "'"), ["We sail now,", "They sleep on deck,"]),
        (
            "'The sailors' morale is high,' he said. 'Don't wait for the boys' boats,' she said.",
            ["The sailors' morale is high,", "Don't wait for the boys' boats,"],
        ),
        (
            "‘He said “now or never” to me,’ she said. ‘We sail now,’ he said.",
            ["He said “now or never” to me,", "We sail now,"],
        ),
        ("The so-called ‘iron road’ is old.", ["iron road"]),
        ("“He told me ‘wait here’ and left,” she said.", ["He told me ‘wait here’ and left,"]),
        ("“Now,” he said of the ‘iron road’.", ["Now,", "iron road"]),
    ],
)
def test_single_marks_are_told_from_apostrophes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The crews’ boats and the town’s quay don't move. It's 5 o'clock. Rock 'n' roll.",
        "the '90s and the '80s were loud",
        'A 6" pipe and a 12" board broke.',
        "The 6'2\" sailor slept.",
        "He said “one two three.\nNo more here.",
        "“One.\nTwo followed. He said no.",
        *("“”", '""', "“ ”", "‘’", '"', "”", "“", 'now"', '"now', "", "\n"),
    ],
)
def test_stray_marks_and_empty_pairs_quote_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_mark_that_opens_anew_gives_up_the_one_left_open() -> None:
    assert quoted("“One two “three four” five.") == ["three four"]


def test_an_unclosed_mark_does_not_swallow_what_follows() -> None:
    assert quoted("“One, he said. No more.\nThen: “Two,” she said.") == ["Two,"]


@pytest.mark.parametrize(
    "text",
    [
        "“One.\n“Two.\n“Three,” he said. “Four,” she said.",
        '"One.\n\n"Two.\n\n"Three," he said. "Four," she said.',
        f"‘One day.\n‘Two days.\n‘Three days,’ he said. ‘Four,’ she said. {SINGLES}",
    ],
)
def test_a_quotation_goes_on_over_paragraphs_that_each_open_with_a_mark(text: str) -> None:
    found = pairs(text)[:4]
    assert [(q.paragraph, q.continues) for q in found] == [
        (0, False),
        (1, True),
        (2, True),
        (2, False),
    ]


@given(st.text(alphabet="“”\"'‘’«»`´ aB.,s\n-1", max_size=80))
def test_quotations_are_ordered_apart_and_inside_one_paragraph(text: str) -> None:
    plain = straighten(text)
    end = 0
    for q in pairs(text):
        assert end <= q.start < q.end <= len(text)
        assert "\n" not in plain[q.start : q.end]
        assert plain[q.start : q.end] == plain[q.start : q.end].strip()
        end = q.end
