"""The roles that a text gives its people, and the country or organization that they belong to."""

import pytest

from app.extraction.people.roles import find_roles
from app.records import EntityType, Extraction, Modality, Predicate
from tests.extraction.conftest import Reader
from tests.extraction.handmade import build_doc, name_entity

Roles = list[tuple[str, str | None, str]]


def roles(extraction: Extraction, predicate: Predicate = Predicate.ROLE) -> Roles:
    """Return (words, object, rule) of each role."""
    return [(str(c.value), c.object, c.rule) for c in extraction.claims if c.predicate is predicate]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "NATO spokesperson Iris Holm left.",
            [("NATO spokesperson", "organizations/nato", "role-before-name")],
        ),
        (
            "German Defense Minister Klaus Reuter left.",
            [("German Defense Minister", "countries/DE", "role-before-name")],
        ),
        (
            "Norwegian Air Force chief Hanna Vogel left.",
            [
                (
                    "Norwegian Air Force chief",
                    "organizations/norwegian-air-force",
                    "role-before-name",
                )
            ],
        ),
        (
            "Hanna Vogel, chief of the Norwegian Air Force, left.",
            [
                (
                    "chief of the Norwegian Air Force",
                    "organizations/norwegian-air-force",
                    "role-in-apposition",
                )
            ],
        ),
        (
            "Sara Lund, 43, a teacher from Bergen, left.",
            [("teacher from Bergen", None, "role-in-apposition")],
        ),
        (
            "The NATO chief, Hanna Vogel, left.",
            [("NATO chief", "organizations/nato", "role-apposed-before")],
        ),
        (
            "Norway’s foreign minister, Hanna Vogel, left.",
            [("Norway’s foreign minister", "countries/NO", "role-apposed-before")],
        ),
        (
            "Hanna Vogel became the first Norwegian leader to visit Peru.",
            [("first Norwegian leader", "countries/NO", "role-by-being")],
        ),
        (
            "Peter Gross is the head of the Swedish Navy.",
            [("head of the Swedish Navy", "organizations/swedish-navy", "role-by-being")],
        ),
    ],
)
def test_a_role_is_found_beside_the_name(read: Reader, text: str, expected: Roles) -> None:
    assert roles(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Peter Gross is not the president.",
        "Peter Gross met the president.",
        "Gen. Peter Gross left.",
        "Peter Gross left on Monday.",
    ],
)
def test_ranks_denials_and_other_people_are_no_role(read: Reader, text: str) -> None:
    assert roles(read(text)) == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Former President Luis Amado left.", Modality.PAST),
        ("Ex-Prime Minister Luis Amado left.", Modality.PAST),
        ("Luis Amado, the former prime minister of Peru, left.", Modality.PAST),
        ("President Luis Amado left.", Modality.STATED),
    ],
)
def test_what_someone_was_is_past(read: Reader, text: str, modality: Modality) -> None:
    (claim,) = (c for c in read(text).claims if c.predicate is Predicate.ROLE)
    assert claim.modality is modality


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Lt. Gen. Peter Gross of the German Air Force left.", "German Air Force"),
        ("Capt. Joan Ferro, of the German Air Force, left.", "German Air Force"),
        ("Joan Ferro, from the German Air Force, left.", "German Air Force"),
    ],
)
def test_where_someone_belongs_is_an_affiliation(read: Reader, text: str, value: str) -> None:
    found = roles(read(text), Predicate.AFFILIATION)
    assert found == [(value, "organizations/german-air-force", "affiliation-of")]


def test_the_evidence_covers_role_and_name(read: Reader) -> None:
    text = "On Monday NATO spokesperson Iris Holm left."
    (claim,) = read(text).claims
    assert text[claim.start : claim.end] == "NATO spokesperson Iris Holm"


def test_a_role_needs_no_model_but_the_parse() -> None:
    text = "Iris Holm became the minister."
    doc = build_doc(
        text,
        """
        Iris/NNP/compound>Holm Holm/NNP/nsubj>became became=become/VBD
        the minister/NN/attr>became .
        """,
    )
    name_entity(doc, EntityType.PERSON, "Iris Holm")
    (claim,) = find_roles(doc, doc._.people, {})
    assert (claim.value, text[claim.start : claim.end]) == ("minister", text[:-1])
