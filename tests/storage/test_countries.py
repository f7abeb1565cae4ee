"""What ISO 3166 and UN M49 say of countries."""

import pycountry
import pytest

from app.storage.countries import country_facts


@pytest.mark.parametrize(
    ("code", "name", "alpha_2", "alpha_3", "region", "former"),
    [
        ("JP", "Japan", "JP", "JPN", "Asia", False),
        ("BO", "Bolivia", "BO", "BOL", "Americas", False),
        ("XK", "Kosovo", "XK", "XKX", "Europe", False),
        ("TW", "Taiwan", "TW", "TWN", "Asia", False),
        ("ZRCD", "Zaire, Republic of", None, "ZAR", "Africa", True),
    ],
)
def test_countries_past_and_present_are_known(
    code: str, name: str, alpha_2: str | None, alpha_3: str, region: str, former: bool
) -> None:
    facts = country_facts(code)
    assert facts
    assert (facts.name, facts.alpha_2, facts.alpha_3) == (name, alpha_2, alpha_3)
    assert (facts.region, facts.former) == (region, former)


@pytest.mark.parametrize("code", ["jp", "JPN", "ZZ", "ZZZZ", ""])
def test_other_spellings_are_no_codes(code: str) -> None:
    assert country_facts(code) is None


def test_every_country_has_a_region() -> None:
    codes = [one.alpha_2 for one in pycountry.countries]
    codes += [one.alpha_4 for one in pycountry.historic_countries]
    assert [one for one in codes if not (facts := country_facts(one)) or not facts.region] == []
