"""The people of a text: which names are one person's, and where each stands."""

import pytest
from spacy.tokens import Doc

from app.extraction.people.full_names import agree, keys_of, surname_of
from app.extraction.people.names import find_names
from app.records import EntityType, Extraction
from tests.extraction.conftest import Reader
from tests.extraction.handmade import build_doc, label_words

Mentions = list[tuple[str, str]]


def people(text: str, extraction: Extraction) -> Mentions:
    """Return (words, slug) of each mention of a person."""
    ids = {e.id for e in extraction.entities if e.type is EntityType.PERSON}
    return [
        (text[m.start : m.end], m.entity.removeprefix("people/"))
        for m in extraction.mentions
        if m.entity in ids
    ]


def named(doc: Doc) -> list[tuple[str, list[str]]]:
    """Return each person's slug, with the words that name her."""
    return [
        (
            person.id.removeprefix("people/"),
            [doc[f.start : f.end].text for f in sorted(person.found, key=lambda f: f.start)],
        )
        for person in find_names(doc, frozenset())
    ]


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Oana Petrescu", "Petrescu"),
        ("Ludwig van der Berg", "van der Berg"),
        ("Hussein al - Jaziri", "al-Jaziri"),
        ("Jean - Luc Picard - Dumas", "Picard-Dumas"),
        ("Robert Hale Jr.", "Hale"),
        ("Robert Hale III", "Hale"),
        ("Kim Sang Ho", "Kim"),
        ("Xi Yanping", "Xi"),
        ("Kim Harrison", "Harrison"),
        ("Park Geun - su", "Park"),
        ("Trần Hoài Đăng", "Trần"),
        ("Margrethe V", "Margrethe"),
        ("Harald VIII", "Harald"),
        ("Holm", "Holm"),
    ],
)
def test_the_surname_of_a_full_name(name: str, surname: str) -> None:
    assert surname_of(name.split()) == surname


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("B. Dasgupta", "Biswajit Dasgupta", True),
        ("Joe Tarrow", "Joseph R. Tarrow", True),
        ("Kristin Moe", "Kristen Moe", True),
        ("Phillip Moe", "Philip Moe", True),
        ("Xi Yan - ping", "Xi Yanping", True),
        ("Xi Yan - ping", "Xi Yanmei", False),
        ("Maria Moe", "Mario Moe", False),
        ("Martin Moe", "Marvin Moe", False),
        ("Edgar H. W. Hale", "Edgar W. Hale", False),
        ("Ann Hale", "Ann Moe", False),
    ],
)
def test_full_names_of_one_person_agree(one: str, other: str, *, is_one: bool) -> None:
    assert agree(one.split(), other.split()) is is_one
    assert not is_one or set(keys_of(one.split())) & set(keys_of(other.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Mara Lindqvist left.", [("Mara Lindqvist", "mara-lindqvist")]),
        ("Rear Adm. Mara Lindqvist left.", [("Mara Lindqvist", "mara-lindqvist")]),
        ("Mr. Arne Lund met Dr. Ida Moe.", [("Arne Lund", "arne-lund"), ("Ida Moe", "ida-moe")]),
        (
            "Foreign Minister Tomas Bergmann met Prime Minister Anneli Korhonen.",
            [("Tomas Bergmann", "tomas-bergmann"), ("Anneli Korhonen", "anneli-korhonen")],
        ),
        ("Crown Prince Olav Harald Sund left.", [("Olav Harald Sund", "olav-harald-sund")]),
        ("German Air Force Lt. Gen. Peter Gross left.", [("Peter Gross", "peter-gross")]),
        ("Avon Police Chief Rita Moss left.", [("Rita Moss", "rita-moss")]),
        ("Capt. Rollins left.", [("Rollins", "rollins")]),
        ("The Sarah Thompson affair is over.", [("Sarah Thompson", "sarah-thompson")]),
        ("Mr. King met Prime Minister Tom Major.", [("King", "king"), ("Tom Major", "tom-major")]),
        ("Anna Hill left.", [("Anna Hill", "anna-hill")]),
        ("The crowd cheered for spokesman Glyn Tarrow.", [("Glyn Tarrow", "glyn-tarrow")]),
        (
            "Hla Vipeak, a former editor of the paper, was freed.",
            [("Hla Vipeak", "hla-vipeak")],
        ),
        ("He sailed with his wife, Nancy, on Friday.", [("Nancy", "nancy")]),
        (
            "A Peruvian couple, Walo and Maria Quispe, left.",
            [("Walo", "walo-quispe"), ("Maria Quispe", "maria-quispe")],
        ),
        (
            'Roberto "Stone Hands" Duarte left.',
            [('Roberto "Stone Hands" Duarte', "roberto-stone-hands-duarte")],
        ),
    ],
)
def test_titles_ranks_roles_kin_and_given_names_tell_people(
    read: Reader, text: str, expected: Mentions
) -> None:
    assert people(text, read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Reporting by Lena Marsh and Otto Quill; Editing by Pia Dunn",
            ["lena-marsh", "otto-quill", "pia-dunn"],
        ),
        ("(Reporting by Lena Marsh in Oslo, Otto Quill in Lima)", ["lena-marsh", "otto-quill"]),
        ("Written by Lena Marsh.", ["lena-marsh"]),
    ],
)
def test_credits_name_people(read: Reader, text: str, expected: list[str]) -> None:
    assert [slug for _, slug in people(text, read(text))] == expected


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Mara Lindqvist left. Lindqvist said no.", ["Mara Lindqvist", "Lindqvist"]),
        ("Lindqvist said no. Mara Lindqvist left.", ["Lindqvist", "Mara Lindqvist"]),
        (
            "Gen. Mara Fairbanks left. Troops of Fairbanks fled to her.",
            ["Mara Fairbanks", "Fairbanks"],
        ),
        (
            "Col. Arthur Tempest left. Troops under Tempest fled.",
            ["Arthur Tempest", "Tempest"],
        ),
        ("Kim Sang Ho left. Kim said no.", ["Kim Sang Ho", "Kim"]),
        ("Park Geun-su left. Park said no.", ["Park Geun-su", "Park"]),
        (
            "Ludwig van der Berg left. Van der Berg said no to van der Berg.",
            ["Ludwig van der Berg", "Van der Berg", "van der Berg"],
        ),
        ("Hussein al-Jaziri left. Al-Jaziri said no.", ["Hussein al-Jaziri", "Al-Jaziri"]),
        ("Ana de la Cruz left. De la Cruz said no.", ["Ana de la Cruz", "De la Cruz"]),
        (
            "Mr. Jean-Luc Picard-Dumas left. Picard-Dumas said no.",
            ["Jean-Luc Picard-Dumas", "Picard-Dumas"],
        ),
        ("Robert Hale Jr. left. Hale said no.", ["Robert Hale Jr.", "Hale"]),
        ("Dr. Ian O’Rourke left. O’Rourke said no.", ["Ian O’Rourke", "O’Rourke"]),
        ("Elena K. Petrova left. Elena Petrova said no.", ["Elena K. Petrova", "Elena Petrova"]),
        (
            "She met Capt. Shirase Norimoto. In the bay Shirase smiled, and Shirase left.",
            ["Shirase Norimoto", "Shirase", "Shirase"],
        ),
        ("Gen. Aung San Suu Myint left. Suu Myint said no.", ["Aung San Suu Myint", "Suu Myint"]),
        ("Kengo wa Tondo left. Mr. Kengo wa Tondo said no.", ["Kengo wa Tondo"] * 2),
        (
            "A speaker for the northern command of the port, retired Lt. Mara\nLindqvist, left.",
            ["Mara\nLindqvist"],
        ),
    ],
)
def test_all_names_of_one_person_are_found(read: Reader, text: str, forms: list[str]) -> None:
    found = people(text, read(text))
    assert [words for words, _ in found] == forms
    assert len({slug for _, slug in found}) == 1


def test_namesakes_are_told_apart_by_title_and_else_by_who_came_last(read: Reader) -> None:
    text = "Anna Weber met Paul Weber. Mr. Weber left. Ms. Weber left. Weber smiled."
    found = people(text, read(text))
    assert [slug for _, slug in found] == [
        "anna-weber",
        "paul-weber",
        "paul-weber",
        "anna-weber",
        "anna-weber",
    ]


def test_a_relative_is_not_called_by_the_surname_alone(read: Reader) -> None:
    text = "Ms. Anna Weber spoke. Weber left. Her brother, Paul Weber, wept. Weber smiled."
    assert [slug for _, slug in people(text, read(text))][-2:] == ["paul-weber", "anna-weber"]


@pytest.mark.parametrize(
    "text",
    [
        "The USS Harlan Pike sailed.",
        "The frigate Harlan Pike sailed.",
        "The Harlan Pike sailed.",
        "He loved the film Harlan Pike.",
        'She wrote "Harlan Pike" in May.',
        "The mayor of Dolna Varbina left.",
        "The Al Bu Samir tribe left.",
        "Warsaw Newsroom",
        "Lake Victoria froze.",
        "The Clean Harbors Act passed.",
        "John Paul Jones Hospital opened.",
        "HARBOUR CLOSED AFTER STORM",
        "New Zealand Air Force jets left.",
        "The Prime Minister left.",
        "Cyclone Marigold has winds of 90 knots.",
    ],
)
def test_ships_places_and_offices_are_no_people(read: Reader, text: str) -> None:
    assert people(text, read(text)) == []


def test_what_goes_on_from_a_surname_is_no_name() -> None:
    parse = (
        "Andy/NNP/compound>Tarrow Tarrow/NNP/nsubj>left left/VBD . There/EX/expl>are are/VBP "
        "Tarrow/NNP/compound>shows Dolarid/NNP/compound>shows shows/NNS/attr>are ."
    )
    doc = build_doc("Andy Tarrow left. There are Tarrow Dolarid shows.", parse)
    label_words(doc, PERSON=["Andy Tarrow", "Tarrow Dolarid"])
    assert named(doc) == [("andy-tarrow", ["Andy Tarrow", "Tarrow"])]


@pytest.mark.parametrize(
    ("text", "parse", "labels", "expected"),
    [
        (
            "The girls saw Marilyn.",
            "The girls/NNS/nsubj>saw saw/VBD Marilyn/NNP/dobj>saw .",
            {"PERSON": ["Marilyn"]},
            [("marilyn", ["Marilyn"])],
        ),
        (
            "Friends of Marilyn saw the Marilyn pictures.",
            (
                "Friends/NNS/nsubj>saw of/IN/prep>Friends Marilyn/NNP/pobj>of saw/VBD the "
                "Marilyn/NNP/compound>pictures pictures/NNS/dobj>saw ."
            ),
            {"PERSON": ["Marilyn"]},
            [("marilyn", ["Marilyn", "Marilyn"])],
        ),
        (
            "They saw the Marilyn.",
            "They/PRP/nsubj>saw saw/VBD the Marilyn/NNP/dobj>saw .",
            {"PERSON": ["Marilyn"]},
            [],
        ),
        (
            "They saw Marilyn Quor.",
            "They/PRP/nsubj>saw saw/VBD Marilyn/NNP/dobj>saw Quor/NNP/dobj>saw .",
            {"PERSON": ["Marilyn"], "GPE": ["Quor"]},
            [],
        ),
        (
            "They saw Victoria.",
            "They/PRP/nsubj>saw saw/VBD Victoria/NNP/dobj>saw .",
            {"PERSON": ["Victoria"]},
            [],
        ),
        (
            "Result 20 ( R. Dorival 49 )",
            "Result/NN 20/CD ( R./NNP/compound>Dorival Dorival/NNP/appos>Result 49/CD )",
            {"NORP": ["R. Dorival"]},
            [("r-dorival", ["R. Dorival"])],
        ),
        (
            "Near Varrah, strikes fell.",
            "Near/NNP/compound>Varrah Varrah/NNP/npadvmod>fell , strikes/NNS/nsubj>fell fell/VBD .",
            {"PERSON": ["Near Varrah"]},
            [],
        ),
        (
            "The pre-K. President left.",
            (
                "The pre/JJ/amod>President - K./NNP/compound>President "
                "President/NNP/nsubj>left left/VBD ."
            ),
            {},
            [],
        ),
        (
            "Faik Norwey left. Norwey said no.",
            (
                "Faik/NNP/compound>Norwey Norwey/NNP/nsubj>left left/VBD . "
                "Norwey/NNP/nsubj>said said=say/VBD no/UH/dobj>said ."
            ),
            {"ORG": ["Faik Norwey"], "PERSON": ["Norwey"]},
            [("faik-norwey", ["Faik Norwey", "Norwey"])],
        ),
        (
            "Faik Norwey left. Norwey fell.",
            (
                "Faik/NNP/compound>Norwey Norwey/NNP/nsubj>left left/VBD . "
                "Norwey/NNP/nsubj>fell fell=fall/VBD ."
            ),
            {"ORG": ["Faik Norwey"], "PERSON": ["Norwey"]},
            [],
        ),
    ],
)
def test_a_word_or_two_are_a_name_where_more_speaks_for_it(
    text: str, parse: str, labels: dict[str, list[str]], expected: list[tuple[str, list[str]]]
) -> None:
    doc = build_doc(text, parse)
    label_words(doc, **labels)
    assert named(doc) == expected


def test_a_building_is_not_the_person_it_is_named_after(read: Reader) -> None:
    text = "Donald Quill left. He went to Quill Tower. Quill came back."
    assert [words for words, _ in people(text, read(text))] == ["Donald Quill", "Quill"]


def test_the_name_shown_is_the_fullest_of_the_commonest(read: Reader) -> None:
    extraction = read("Elena Petrova and Elena K. Petrova are one. Petrova left.")
    (person,) = extraction.entities
    assert person.name == "Elena K. Petrova"
    assert person.aliases == ("Elena Petrova", "Petrova")
