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
            "Capt. Peter Gross of the German Air Force, the deputy commander of Iron Gate, left.",
            [("deputy commander of Iron Gate", None, "role-in-apposition")],
        ),
        ("Peter Gross (captain) left.", [("captain", None, "role-in-apposition")]),
        ("Sara Lund, a co-ordinator, left.", [("co-ordinator", None, "role-in-apposition")]),
        (
            "Both the mayor and Avon Police Chief Rita Moss left.",
            [("Avon Police Chief", None, "role-before-name")],
        ),
        (
            "Capt. Peter Gross of the German Air Force left.",
            [("Capt.", "organizations/german-air-force", "rank-of-body")],
        ),
    ],
)
def test_a_role_is_found_beside_the_name(read: Reader, text: str, expected: Roles) -> None:
    assert roles(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peter Gross is now head of the Swedish Navy.",
            [("head of the Swedish Navy", "organizations/swedish-navy", "role-by-being")],
        ),
        (
            "Peter Gross of the Swedish Navy serves as vice commander.",
            [("vice commander", None, "role-after-as")],
        ),
        (
            "Peter Gross was appointed head of the Swedish Navy.",
            [("head of the Swedish Navy", "organizations/swedish-navy", "role-by-appointment")],
        ),
        (
            "They named Peter Gross as the head of the Swedish Navy.",
            [("head of the Swedish Navy", "organizations/swedish-navy", "role-by-appointment")],
        ),
        (
            "Peter Gross, who commands the Swedish Navy, left.",
            [("commander of the Swedish Navy", "organizations/swedish-navy", "role-by-doing")],
        ),
        (
            "Peter Gross, who sits on the defence committee, left.",
            [("member of the defence committee", None, "role-by-doing")],
        ),
        (
            "The frigate INS Varuna is commanded by Captain Peter Gross.",
            [("commander of the frigate INS Varuna", None, "role-by-agent")],
        ),
    ],
)
def test_a_verb_tells_a_role(read: Reader, text: str, expected: Roles) -> None:
    assert roles(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Prime Minister Luis Amado of Peru left.", "countries/PE"),
        ("Prime Minister Luis Amado left. Peru’s prime minister, Luis Amado, won.", "countries/PE"),
        ("Prime Minister Luis Amado left. He met Peru’s king.", None),
        ("Prime Minister Luis Amado left. Luis Amado is a Peruvian poet.", None),
        ("Editor Luis Amado of Peru left.", None),
    ],
)
def test_an_office_takes_the_state_that_the_article_gives_its_bearer(
    read: Reader, text: str, country: str | None
) -> None:
    claim = next(c for c in read(text).claims if c.predicate is Predicate.ROLE)
    assert claim.object == country
    assert claim.derived == (country is not None)


def test_the_state_of_an_office_comes_with_its_evidence(read: Reader) -> None:
    text = "Prime Minister Luis Amado left. Peru’s prime minister, Luis Amado, won."
    (claim,) = (c for c in read(text).claims if c.value == "Prime Minister")
    assert [text[start:end] for start, end in claim.more_evidence] == [
        "Peru’s prime minister, Luis Amado"
    ]


def test_a_follower_of_a_party_belongs_to_it_and_has_no_role(read: Reader) -> None:
    extraction = read("Peter Gross, a Democrat, left.")
    assert roles(extraction) == []
    assert roles(extraction, Predicate.AFFILIATION) == [("Democrat", None, "role-in-apposition")]


@pytest.mark.parametrize(
    "text",
    [
        "Peter Gross is not the president.",
        "Peter Gross leads Anna Lund in the polls.",
        "Peter Gross leads the race.",
        "Peter Gross appointed a head of staff.",
        "Peter Gross was a colonel.",
        "Capt. Peter Gross of Hamburg left.",
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
        ("Luis Amado, then president of Peru, left.", Modality.PAST),
        ("Luis Amado was the president of Peru.", Modality.PAST),
        ("Luis Amado resigned as president of Peru.", Modality.PAST),
        ("Luis Amado has become president of Peru.", Modality.STATED),
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
