"""What the analysed copy of a text promises: plain marks, joined lines, and every offset kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extraction.text import straighten

LONG = "The harbour master of the small town on the northern coast told"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("“Now,” he said.", '"Now," he said.'),
        ("„Now‟ and «then»", '"Now" and "then"'),
        ("‘Now’ and the crews’ rest", "'Now' and the crews' rest"),
        ("´Now` and ʼtis", "'Now' and 'tis"),
        ("ten\u00a0ships\tand\u202fmore", "ten ships and more"),
        ("north‑west", "north-west"),
        ("One.\u2028Two.\x85Three.", "One.\nTwo.\nThree."),
        ("ten – or more — ships", "ten – or more — ships"),
        ("“Now.” ― Lena Marsh", '"Now." — Lena Marsh'),
    ],
)
def test_marks_and_spaces_are_made_plain(raw: str, plain: str) -> None:
    assert straighten(raw) == plain


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        (f"{LONG}\nLena Marsh to wait.", f"{LONG} Lena Marsh to wait."),
        ("He went\nhome.", "He went home."),
        ("He went\n\nhome.", "He went  home."),
    ],
)
def test_a_line_that_goes_on_below_is_joined(raw: str, joined: str) -> None:
    assert straighten(raw) == joined


@pytest.mark.parametrize(
    "raw",
    [
        "Harbour news\nLena Marsh is back.",
        f"{LONG} so.\nLena Marsh is back.",
        f"{LONG} so:\nlena marsh is back.",
        f"{LONG}\n\nLena Marsh is back.",
        f'"{LONG} me." — Lena Marsh\n"{LONG} me." — Ann Lee',
        "\n\nhome",
        "\n",
        "",
    ],
)
def test_a_line_that_ends_is_left_alone(raw: str) -> None:
    assert straighten(raw) == raw


@given(st.text())
def test_the_copy_is_as_long_as_the_text_and_its_own_copy(text: str) -> None:
    plain = straighten(text)
    assert len(plain) == len(text)
    assert not set(plain) & set("“”„‟«»‘’\u00a0\u2028")


@given(st.text())
def test_letters_and_digits_stay_as_they_are(text: str) -> None:
    plain = straighten(text)
    assert [c for c in plain if c.isalnum()] == [
        c for i, c in enumerate(text) if plain[i].isalnum()
    ]
    assert all(p == c for p, c in zip(plain, text, strict=True) if c.isalnum() and c != "ʼ")
