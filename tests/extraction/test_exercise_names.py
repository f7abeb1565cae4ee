"""Names of exercises: their series and editions, and what only looks like a name."""

import pytest

from app.extraction.exercises.editions import full_edition, read_edition
from app.extraction.exercises.series import find_known
from tests.extraction.exercise_docs import build_parsed, read_exercises


def names(parse: str) -> list[tuple[str, str | None]]:
    """Return the names of the exercises of a sentence, with their editions."""
    _, exercises, _ = read_exercises(parse)
    return [(e.name, e.edition) for e in exercises]


EDITIONS = [
    ("Gull/NNP 2022/CD began/VBD", (2, "2022")),
    ("Gull/NNP 22/CD began/VBD", (2, "2022")),
    ("Gull/NNP ~-/HYPH ~22/CD began/VBD", (3, "2022")),
    ("Gull/NNP '/POS ~22/CD began/VBD", (3, "2022")),
    ("Gull/NNP 17/CD ~-/HYPH ~2/CD began/VBD", (4, "2017-2")),
    ("Gull/NNP 81/CD began/VBD", (2, "1981")),
    ("Gull/NNP 3/CD began/VBD", (2, "3")),
    ("Gull/NNP XII/NNP began/VBD", (2, "XII")),
    ("Gull/NNP began/VBD", (1, None)),
    ("Gull/NNP 20/CD/nummod/+1 ships/NNS", (1, None)),
]


@pytest.mark.parametrize(("parse", "expected"), EDITIONS)
def test_an_edition_is_read_behind_a_name(parse: str, expected: tuple[int, str | None]) -> None:
    assert read_edition(build_parsed(parse), 1) == expected


def test_two_figures_stand_for_a_year_of_this_century_or_of_the_last() -> None:
    assert [full_edition(f) for f in ("17", "49", "50", "201")] == ["2017", "2049", "1950", "201"]


KNOWN = [
    ("the/DT Rim/NNP of/IN the/DT Pacific/NNP", ["RIMPAC"]),
    ("AUSINDEX-17/NNP", ["AUSINDEX"]),
    ("DEFENDER/NNP ~-/HYPH ~Europe/NNP 20/CD", ["Defender Europe"]),
    ("Operation/NNP Joint/NNP Warrior/NNP", []),
    ("a/DT joint/JJ warrior/NN", []),
]


@pytest.mark.parametrize(("parse", "expected"), KNOWN)
def test_a_known_series_is_found_in_any_case_and_with_any_hyphens(
    parse: str, expected: list[str]
) -> None:
    assert [k.series.name for k in find_known(build_parsed(parse))] == expected


TITLED = "Exercise/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubj/+1 began=begin/VBD/ROOT"
BEFORE_TRIGGER = (
    "The/DT/det/+7 two/CD/nummod/+2 ~-/HYPH/punct/+1 ~week/NN/compound/+4 Amber/NNP/compound/+1 "
    "Gull/NNP/compound/+2 naval/JJ/amod/+1 drills=drill/NNS/nsubj/+1 began=begin/VBD/ROOT"
)
DUBBED = (
    'A/DT/det/+2 naval/JJ/amod/+1 drill/NN/nsubj/+6 dubbed=dub/VBN/acl/-1 "/``/punct/+2 '
    "~Amber/NNP/compound/+1 Gull/NNP/oprd/-3 ~\"/''/punct/-1 began=begin/VBD/ROOT"
)
APPOSED = (
    "Amber/NNP/compound/+1 Gull/NNP/nsubj/+7 2022/CD/nummod/-1 ~,/,/punct/-2 a/DT/det/+2 "
    "naval/JJ/amod/+1 exercise/NN/appos/-5 ~,/,/punct/-6 began=begin/VBD/ROOT"
)
BEHIND_ALLIANCE = (
    "The/DT/det/+5 NATO/NNP/compound/+4 Amber/NNP/compound/+3 Gull/NNP/compound/+2 "
    "naval/JJ/amod/+1 exercise/NN/nsubj/+1 began=begin/VBD/ROOT"
)


@pytest.mark.parametrize(
    ("parse", "edition"),
    [
        (TITLED, None),
        (BEFORE_TRIGGER, None),
        (DUBBED, None),
        (APPOSED, "2022"),
        (BEHIND_ALLIANCE, None),
    ],
)
def test_a_new_name_is_known_by_what_stands_around_it(parse: str, edition: str | None) -> None:
    ((name, found),) = names(parse)
    assert name.removesuffix(" 2022") == "Amber Gull"
    assert found == edition


OPERATION = (
    "Operation/NNP/compound/+2 Amber/NNP/compound/+1 Gull/NNP/nsubj/+1 freed=free/VBD/ROOT "
    "troops/NNS/dobj/-1"
)
COUNTRY = (
    "The/DT/det/+3 Norway/NNP/compound/+2 naval/JJ/amod/+1 exercise/NN/nsubj/+1 "
    "began=begin/VBD/ROOT"
)
BODY = (
    "The/DT/det/+3 Army/NNP/compound/+2 naval/JJ/amod/+1 exercise/NN/nsubj/+1 began=begin/VBD/ROOT"
)
WITHOUT_FORCES = "The/DT/det/+2 Pilates/NNP/compound/+1 exercise/NN/nsubj/+1 began=begin/VBD/ROOT"
SERGEANT = (
    "The/DT/det/+2 Drill/NNP/compound/+1 Sergeant/NNP/nsubj/+1 left=leave/VBD/ROOT "
    "the/DT/det/+1 army/NN/dobj/-2"
)


@pytest.mark.parametrize("parse", [OPERATION, COUNTRY, BODY, WITHOUT_FORCES, SERGEANT])
def test_operations_countries_bodies_and_ranks_are_no_names_of_exercises(parse: str) -> None:
    assert names(parse) == []


def test_a_name_is_known_again_where_nothing_else_tells_it() -> None:
    again = " ~././punct/-1 Amber/NNP/compound/+1 Gull/NNP/nsubj/+1 ends=end/VBZ/ROOT"
    _, (exercise,), _ = read_exercises(TITLED + again)
    assert len(exercise.found) == 2


def test_a_place_that_is_a_series_too_needs_a_word_for_exercises() -> None:
    assert names("Ships/NNS/nsubj/+1 left=leave/VBD/ROOT Malabar/NNP/dobj/-1") == []
    assert names(
        "Ships/NNS/nsubj/+1 left=leave/VBD/ROOT exercise/NN/compound/+1 Malabar/NNP/dobj/-2"
    ) == [("Malabar", None)]


def test_two_names_of_a_known_series_mean_one_exercise() -> None:
    parse = (
        "RIMPAC/NNP/ROOT ~,/,/punct/-1 the/DT/det/+1 Rim/NNP/appos/-3 of/IN/prep/-1 the/DT/det/+1 "
        "Pacific/NNP/pobj/-2"
    )
    _, (exercise,), _ = read_exercises(parse)
    assert (exercise.id, exercise.name) == ("exercises/rimpac", "RIMPAC")
    assert exercise.aliases == {"Rim of the Pacific"}
