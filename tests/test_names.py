"""Names of people and posts, and the words by which they are compared."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from app.names import MAX_SLUG, slugify
from app.names.people import Likeness, compare, parse_name
from app.names.posts import post_of, walks_of

FOLDER = Path(__file__).parents[1] / "app" / "names"
GIVEN_NAMES = tomllib.loads((FOLDER / "given_names.toml").read_text(encoding="utf-8"))
POSTS = tomllib.loads((FOLDER / "posts.toml").read_text(encoding="utf-8"))
NOTHING = POSTS.pop("nothing")


@pytest.mark.parametrize(
    ("name", "surname", "given", "generation"),
    [
        ("Ana Ruiz", "ruiz", ("ana",), ""),
        ("Ana de la Ruiz", "de-la-ruiz", ("ana",), ""),
        ("Ana al-Ruiz", "ruiz", ("ana",), ""),
        ("Ruiz Ana", "ruiz", ("ana",), ""),
        ("Ruiz Ana Bel", "ruiz", ("ana-bel",), ""),
        ("Ana Paz-Ruiz", "paz-ruiz", ("ana",), ""),
        ("Ana Paz Ruiz", "paz-ruiz", ("ana",), ""),
        ("J.D. Ruiz", "ruiz", ("j", "d"), ""),
        ("JD Ruiz", "ruiz", ("j", "d"), ""),
        ("JO RUIZ", "ruiz", ("jo",), ""),
        ("Ana B. Ruiz, Jr.", "ruiz", ("ana", "b"), "jr"),
        ("Ana Ruiz III", "ruiz", ("ana",), "iii"),
        ("Ruiz", "ruiz", (), ""),
        ("Ruiz Jr.", "ruiz", (), "jr"),
    ],
)
def test_a_name_has_these_parts(
    name: str, surname: str, given: tuple[str, ...], generation: str
) -> None:
    parsed = parse_name(name, surname)
    assert (parsed.given, parsed.generation) == (given, generation)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Ana B. Ruiz", "Ana Ruiz", Likeness.STRONG),
        ("Ana B. Ruiz", "Ana Belén Ruiz", Likeness.STRONG),
        ("J.D. Ruiz", "J. D. Ruiz", Likeness.STRONG),
        ("E. Ana Ruiz", "Ana Ruiz", Likeness.STRONG),
        ("Ana Belén Ruiz", "Ana Ruiz", Likeness.FAIR),
        ("Joe Ruiz", "Joseph Ruiz", Likeness.FAIR),
        ("Bob Ruiz", "Rob Ruiz", Likeness.FAIR),
        ("Joe Ruiz", "Joseph B. Ruiz Jr.", Likeness.WEAK),
        ("Joe Ruiz", "Joseph Ruiz Jr.", Likeness.WEAK),
        ("Joseph Ruiz", "Joe Ruiz Jr.", Likeness.NONE),
        ("Ana Ruiz", "Ana Ruiz Jr.", Likeness.NONE),
        ("Ana Ruiz Sr.", "Ana B. Ruiz Jr.", Likeness.NONE),
        ("Ana B. Ruiz", "Ana C. Ruiz", Likeness.NONE),
        ("Ana B. C. Ruiz", "Ana C. Ruiz", Likeness.NONE),
        ("A. Ruiz", "Ana Ruiz", Likeness.NONE),
        ("A. Ruiz", "A. B. Ruiz", Likeness.NONE),
        ("Ruiz", "Ana Ruiz", Likeness.NONE),
    ],
)
def test_two_names_of_one_surname_agree_so_far(one: str, other: str, likeness: Likeness) -> None:
    names = parse_name(one, "ruiz"), parse_name(other, "ruiz")
    assert compare(*names) is likeness
    assert compare(*reversed(names)) is likeness


@pytest.mark.parametrize(
    ("role", "post"),
    [
        ("Prime Minister", "prime-minister"),
        ("former Israeli foreign minister", "minister"),
        ("then-Senator", "senator"),
        ("Sens.", "senator"),
        ("Secretary of State", "secretary"),
        ("press secretary", "press-secretary"),
        ("Attorney General", "attorney-general"),
        ("Deputy Secretary of Energy", "deputy-secretary"),
        ("Vice President", "vice-president"),
        ("CEO of the Tide Company", "chief-executive"),
        ("leadership of Senator", "senator"),
        ("Republican front-runner", None),
        ("member", None),
        ("senior official of Avon", None),
        ("ferryman", "other"),
        ("", "other"),
    ],
)
def test_a_role_gives_this_post(role: str, post: str | None) -> None:
    assert post_of(role) == post


def test_walks_of_life_are_those_of_the_posts() -> None:
    assert walks_of(["poet", "deputy-mayor", "analyst"]) == {"arts", "public"}


def test_short_forms_are_slugs_in_order_and_no_names_own() -> None:
    assert list(GIVEN_NAMES) == sorted(GIVEN_NAMES)
    for name, shorts in GIVEN_NAMES.items():
        assert shorts == sorted({slugify(one) for one in shorts} - {name})


def test_posts_are_slugs_in_order_and_no_word_means_two() -> None:
    words = [
        one for posts in POSTS.values() for post, more in posts.items() for one in (post, *more)
    ]
    words += NOTHING
    assert sorted(words) == sorted({slugify(one) for one in words})
    assert sorted(NOTHING) == NOTHING
    for posts in POSTS.values():
        assert all(one < other for one, other in pairwise(posts))
        assert all(more == sorted(more) for more in posts.values())


def test_case_10_a_name_that_grows_as_it_is_written_out_is_cut() -> None:
    assert len(slugify("\ufdfa" * 200)) <= MAX_SLUG
