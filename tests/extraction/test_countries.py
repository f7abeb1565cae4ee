"""The countries that a text speaks of: every form, and what only looks like one."""

import pytest

from app.records import EntityType, Extraction
from tests.extraction.conftest import Reader

Mentions = list[tuple[str, str, str]]


def countries(text: str, extraction: Extraction) -> Mentions:
    """Return (words, code, form) of each mention of a country."""
    ids = {e.id for e in extraction.entities if e.type is EntityType.COUNTRY}
    return [
        (text[m.start : m.end], m.entity.removeprefix("countries/"), m.form.value)
        for m in extraction.mentions
        if m.entity in ids
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks went on in Peru.", [("Peru", "PE", "name")]),
        ("PERU WINS", [("Peru".upper(), "PE", "name")]),
        ("The United Arab Emirates agreed.", [("United Arab Emirates", "AE", "name")]),
        (
            "He left Türkiye and Côte d’Ivoire.",
            [("Türkiye", "TR", "name"), ("Côte d’Ivoire", "CI", "name")],
        ),
        ("A Peruvian ship left.", [("Peruvian", "PE", "demonym")]),
        ("Two Peruvians left.", [("Peruvians", "PE", "demonym")]),
        (
            "A U.S.-led force left the UK.",
            [("U.S.", "US", "abbreviation"), ("UK", "GB", "abbreviation")],
        ),
        (
            "Soviet tanks left Czechoslovakia.",
            [("Soviet", "SUHH", "demonym"), ("Czechoslovakia", "CSHH", "former")],
        ),
        ("A Sino-Indian road opened.", [("Sino", "CN", "demonym"), ("Indian", "IN", "demonym")]),
        ("Peru's navy and Peru’s army left.", [("Peru", "PE", "name"), ("Peru", "PE", "name")]),
        ("PERU/CHILE: Talks end.", [("PERU", "PE", "name"), ("CHILE", "CL", "name")]),
    ],
)
def test_every_form_is_known(read: Reader, text: str, expected: Mentions) -> None:
    assert countries(text, read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left Guinea-Bissau.", [("Guinea-Bissau", "GW", "name")]),
        ("He left Equatorial Guinea.", [("Equatorial Guinea", "GQ", "name")]),
        ("A South Korean ship left.", [("South Korean", "KR", "demonym")]),
        ("New Mexico voted, and Mexico did not.", [("Mexico", "MX", "name")]),
        ("The turkey and the china were sold, then they told us to polish it.", []),
        ("They sailed by Wales and England.", []),
    ],
)
def test_the_longest_form_wins_and_blocked_phrases_are_none(
    read: Reader, text: str, expected: Mentions
) -> None:
    assert countries(text, read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow denied the report.", [("Moscow", "RU", "metonym")]),
        ("Paris said it would not yield.", [("Paris", "FR", "metonym")]),
        ("The train left Moscow at noon.", []),
        ("The Moscow train was late.", []),
        ("He was born in Paris.", []),
    ],
)
def test_a_capital_stands_for_its_government_only_where_it_speaks(
    read: Reader, text: str, expected: Mentions
) -> None:
    assert countries(text, read(text)) == expected


def test_the_north_is_a_country_once_it_was_named_in_full(read: Reader) -> None:
    text = "North Korea and South Korea met. The North fired first, then the South fired."
    assert countries(text, read(text))[2:] == [("North", "KP", "alias"), ("South", "KR", "alias")]
    alone = "The North fired first, then the South fired."
    assert countries(alone, read(alone)) == []
    inside = "North Korea tested it over the North Sea."
    assert countries(inside, read(inside)) == [("North Korea", "KP", "name")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korean officials met in South Korea.", "KR"),
        ("Korean officials met in North Korea.", "KP"),
        ("Korean officials met.", "KR"),
        ("Congolese officials met in the Republic of the Congo.", "CG"),
        ("Congolese officials met.", "CD"),
    ],
)
def test_a_form_of_several_countries_means_the_one_named_otherwise(
    read: Reader, text: str, code: str
) -> None:
    assert countries(text, read(text))[0][1] == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia and Armenia reopened the border.", ["GE", "AM"]),
        ("Georgian police closed the road to Georgia.", ["GE", "GE"]),
        ("The fans in Atlanta, Georgia cheered for Georgia.", []),
        ("Voters in Georgia, Ohio and Texas saw Ukraine's envoy.", ["UA"]),
        ("Georgia rejects the vote, as it did after the war in Abkhazia.", ["GE"]),
        ("Boris of Belarus and Nino of Georgia share the prize.", ["BY", "GE"]),
        ("A Georgian platoon is expected at Fort Harlan, Georgia, in May.", ["GE"]),
        ("The Georgia National Guard and Georgian troops left.", ["GE"]),
        ("Chad suspends visas.", ["TD"]),
        ("Ann Jordan left. Jordan said no.", []),
        ("Trevor Holland fled. Police found Holland in a barn.", []),
        ("Valeska Paris wept. Valeska Paris told them, and Paris said it was over.", []),
        ("Gen. Hamid al-Kuwaiti left.", []),
        ("Jordan joined Peru in the talks.", ["JO", "PE"]),
        ("Michael Jordan visited the team.", []),
        ("Chad and Niger signed the deal.", ["TD", "NE"]),
        ("Chad Smith plays the drums.", []),
        ("Turkey sent a ship.", ["TR"]),
        ("The Polish minister met the polish makers.", ["PL"]),
    ],
)
def test_context_tells_a_country_from_a_namesake(
    read: Reader, text: str, expected: list[str]
) -> None:
    assert [code for _, code, _ in countries(text, read(text))] == expected


def test_a_country_keeps_its_aliases_but_not_its_metonyms(read: Reader) -> None:
    text = "Russia sent a ship. Russian crews left. Moscow denied it."
    (russia,) = read(text).entities
    assert (russia.id, russia.name) == ("countries/RU", "Russia")
    assert russia.aliases == ("Russian",)
