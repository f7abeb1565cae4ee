"""What the lexicon of countries promises, whoever edits it."""

import re
from collections.abc import Iterator

import pycountry
import pytest

from app.extraction.lexicon.countries import (
    CountryEntry,
    ambiguous_forms,
    blocked_phrases,
    compound_forms,
    countries_by_code,
    country_forms,
    load_countries,
    part_forms,
)
from app.records import Form

REGIONS = {"Africa", "Americas", "Antarctica", "Asia", "Europe", "Oceania"}

# Antarctica and uninhabited islands; Svalbard, of whose people English has no word; the Vatican.
WITHOUT_DEMONYM = {"AQ", "BV", "GS", "HM", "SJ", "TF", "UM", "VA"}
# The same, dependencies without a seat of their own, and Chinese regions that are one city.
WITHOUT_CAPITAL = {"AQ", "BV", "HK", "HM", "IO", "MO", "TF", "TK", "UM"}

FORMER_STATES = {"ANHH", "CSHH", "CSXX", "DDDE", "SUHH", "YDYE", "YUCS"}

FORM_FIELDS = (
    "names", "abbreviations", "demonyms", "aliases", "former_names", "capitals", "seats",
    "compounds", "parts", "part_demonyms", "short",
)  # fmt: skip


def forms_of(country: CountryEntry) -> Iterator[str]:
    for field in FORM_FIELDS:
        yield from getattr(country, field)


def current() -> list[CountryEntry]:
    return [country for country in load_countries() if not country.former]


def test_every_iso_country_and_kosovo_are_there_once() -> None:
    codes = sorted(country.code for country in current())
    assert codes == sorted([*(c.alpha_2 for c in pycountry.countries), "XK"])


def test_former_states_have_the_codes_of_iso_3166_3() -> None:
    former = {country.code for country in load_countries() if country.former}
    assert former == FORMER_STATES
    assert former <= {c.alpha_4 for c in pycountry.historic_countries}


def test_codes_agree_with_iso() -> None:
    by_code = countries_by_code()
    japan, soviet_union = by_code["JP"], by_code["SUHH"]
    assert (japan.alpha_3, japan.numeric) == ("JPN", "392")
    assert (soviet_union.alpha_3, soviet_union.numeric) == ("SUN", "810")
    assert (by_code["XK"].alpha_3, by_code["XK"].numeric) == ("XKX", None)


def test_every_country_has_a_region() -> None:
    assert {country.region for country in load_countries()} == REGIONS


def test_every_country_has_a_demonym_where_english_has_one() -> None:
    assert {c.code for c in current() if not c.demonyms} == WITHOUT_DEMONYM


def test_every_country_has_a_capital_where_there_is_one() -> None:
    assert {c.code for c in current() if not c.capitals} == WITHOUT_CAPITAL


def test_the_official_name_is_readable_and_a_name() -> None:
    for country in load_countries():
        assert country.official in country.names
        catalogue_entry = re.search(r", .*\b(of|the)$| part\)$", country.official)
        assert not catalogue_entry, country.official


def test_a_form_shared_by_countries_is_marked_ambiguous_in_each() -> None:
    marked = {c.code: {f.upper() for f in c.ambiguous} for c in load_countries()}
    for form, meanings in country_forms().items():
        if len(meanings) > 1:
            unmarked = [code for code, _ in meanings if form.upper() not in marked[code]]
            assert not unmarked, f"{form}: {unmarked}"


def test_only_what_is_a_form_of_the_country_is_marked_ambiguous() -> None:
    for country in load_countries():
        assert country.ambiguous <= set(forms_of(country)), country.code


def test_forms_are_plain_and_listed_once() -> None:
    for country in load_countries():
        for field in FORM_FIELDS:
            forms = getattr(country, field)
            assert len(forms) == len(set(forms)), f"{country.code} {field}"
            untidy = [f for f in forms if f != " ".join(f.split()) or re.search("[’‘ʼ]", f)]
            assert not untidy, f"{country.code} {field}: {untidy}"


def test_every_blocked_phrase_holds_a_form_and_is_none() -> None:
    forms = {*country_forms(), *part_forms(), *compound_forms()}
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    holds_form = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    assert not blocked_phrases() & forms
    assert [p for p in blocked_phrases() if not holds_form.search(p)] == []


def test_constituent_countries_are_no_mention_of_the_state() -> None:
    assert part_forms()["Scotland"] == ("GB", Form.NAME)
    assert part_forms()["WELSH"] == ("GB", Form.DEMONYM)
    assert not part_forms().keys() & country_forms().keys()


@pytest.mark.parametrize(
    ("form", "code", "kind"),
    [
        ("United Kingdom", "GB", Form.NAME),
        ("Great Britain", "GB", Form.NAME),
        ("U.K.", "GB", Form.ABBREVIATION),
        ("Britons", "GB", Form.DEMONYM),
        ("Downing Street", "GB", Form.METONYM),
        ("U.S.", "US", Form.ABBREVIATION),
        ("America", "US", Form.NAME),
        ("Uncle Sam", "US", Form.ALIAS),
        ("White House", "US", Form.METONYM),
        ("Russian Federation", "RU", Form.NAME),
        ("Kremlin", "RU", Form.METONYM),
        ("Soviet Union", "SUHH", Form.FORMER),
        ("U.S.S.R.", "SUHH", Form.FORMER),
        ("Soviet", "SUHH", Form.DEMONYM),
        ("Yugoslavs", "YUCS", Form.DEMONYM),
        ("Czechoslovakia", "CSHH", Form.FORMER),
        ("East Germany", "DDDE", Form.FORMER),
        ("West Germany", "DE", Form.FORMER),
        ("Czech Republic", "CZ", Form.NAME),
        ("Czechia", "CZ", Form.NAME),
        ("Türkiye", "TR", Form.NAME),
        ("Burma", "MM", Form.FORMER),
        ("Burmese", "MM", Form.DEMONYM),
        ("Swaziland", "SZ", Form.FORMER),
        ("Zaire", "CD", Form.FORMER),
        ("DRC", "CD", Form.ABBREVIATION),
        ("Democratic Republic of the Congo", "CD", Form.NAME),
        ("Republic of the Congo", "CG", Form.NAME),
        ("Côte d'Ivoire", "CI", Form.NAME),
        ("Cote d'Ivoire", "CI", Form.NAME),
        ("Ivorians", "CI", Form.DEMONYM),
        ("Cape Verde", "CV", Form.NAME),
        ("Cabo Verde", "CV", Form.NAME),
        ("Timor-Leste", "TL", Form.NAME),
        ("Holland", "NL", Form.ALIAS),
        ("Dutch", "NL", Form.DEMONYM),
        ("Republic of Korea", "KR", Form.NAME),
        ("S. Korean", "KR", Form.ABBREVIATION),
        ("DPRK", "KP", Form.ABBREVIATION),
        ("Democratic People's Republic of Korea", "KP", Form.NAME),
        ("Republic of China", "TW", Form.NAME),
        ("Chinese Taipei", "TW", Form.ALIAS),
        ("People's Republic of China", "CN", Form.NAME),
        ("Kosovar", "XK", Form.DEMONYM),
        ("Macedonia", "MK", Form.FORMER),
        ("Holy See", "VA", Form.NAME),
        ("Nigerien", "NE", Form.DEMONYM),
        ("Nigerian", "NG", Form.DEMONYM),
        ("Kyiv", "UA", Form.METONYM),
        ("Kiev", "UA", Form.METONYM),
        ("Elysee", "FR", Form.METONYM),
        ("GERMANY", "DE", Form.NAME),
        ("S. KOREAN", "KR", Form.ABBREVIATION),
    ],
)
def test_hard_names_are_known(form: str, code: str, kind: Form) -> None:
    assert country_forms()[form] == ((code, kind),)


@pytest.mark.parametrize(
    ("form", "codes"),
    [
        ("Korean", ("KR", "KP")),
        ("KOREA", ("KR", "KP")),
        ("Congolese", ("CD", "CG")),
        ("Dominican", ("DO", "DM")),
        ("Guinean", ("GN", "GW")),
        ("Samoan", ("WS", "AS")),
    ],
)
def test_the_likeliest_of_several_countries_comes_first(form: str, codes: tuple[str, ...]) -> None:
    assert tuple(code for code, _ in country_forms()[form]) == codes


@pytest.mark.parametrize("form", ["Georgia", "Jordan", "Chad", "Turkey", "Polish", "POLISH"])
def test_a_form_that_is_often_something_else_is_marked(form: str) -> None:
    assert form in ambiguous_forms()


@pytest.mark.parametrize("form", ["us", "polish", "turkey", "china", "Vatican's"])
def test_forms_are_case_sensitive_and_without_possessive(form: str) -> None:
    assert form not in country_forms()


def test_a_city_state_is_a_name_rather_than_a_metonym() -> None:
    assert country_forms()["Singapore"] == (("SG", Form.NAME),)


def test_compounds_lead_to_their_country() -> None:
    assert {form: compound_forms()[form] for form in ("Sino", "Russo", "Franco", "Anglo")} == {
        "Sino": "CN",
        "Russo": "RU",
        "Franco": "FR",
        "Anglo": "GB",
    }
