"""What is known of a country apart from any article: codes, official name, region."""

from dataclasses import dataclass

import pycountry

# UN M49, https://unstats.un.org/unsd/methodology/m49/. Kosovo, Taiwan and former states, which it
# leaves out, are where they lie.
_REGIONS = {
    "Africa": """
        AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA
        MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW
        AIDJ DYBJ HVBF RHZW ZRCD""",
    "Americas": """
        AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY
        HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI
        ANHH PZPA""",
    "Antarctica": "AQ BQAQ FQHH NQAQ",
    "Asia": """
        AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN
        MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE
        BUMM NTHH SKIN TPTL VDVN YDYE""",
    "Europe": """
        AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT
        LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK
        BYAA CSHH CSXX DDDE FXFR SUHH YUCS""",
    "Oceania": """
        AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS
        CTKI GEHH JTUM MIUM NHVU PCHH PUUM WKUM""",
}
REGION_OF = {code: region for region, codes in _REGIONS.items() for code in codes.split()}


@dataclass(frozen=True, slots=True)
class CountryFacts:
    """One country as ISO 3166 has it."""

    name: str
    alpha_2: str | None
    """None for former states: their two letters may since be another country's."""
    alpha_3: str | None
    numeric: str | None
    official_name: str | None
    region: str | None
    former: bool


# Not in ISO 3166; both codes are from its user-assigned range, as the EU and the World Bank use.
KOSOVO = CountryFacts("Kosovo", "XK", "XKX", None, "Republic of Kosovo", "Europe", former=False)


def country_facts(code: str) -> CountryFacts | None:
    """Return what is known of the country with this alpha-2 code, or a former state's alpha-4.

    Returns None if there is no such code, in capitals.
    """
    if code == KOSOVO.alpha_2:
        return KOSOVO
    if len(code) == 2 and code.isupper():
        return _present(code)
    return _former(code) if len(code) == 4 and code.isupper() else None


def _present(code: str) -> CountryFacts | None:
    found = pycountry.countries.get(alpha_2=code)
    if found is None:
        return None
    official = getattr(found, "official_name", None)
    return CountryFacts(
        name=getattr(found, "common_name", found.name),
        alpha_2=found.alpha_2,
        alpha_3=found.alpha_3,
        numeric=found.numeric,
        official_name=official if official != found.name else None,
        region=REGION_OF.get(code),
        former=False,
    )


def _former(code: str) -> CountryFacts | None:
    found = pycountry.historic_countries.get(alpha_4=code)
    if found is None:
        return None
    return CountryFacts(
        name=found.name,
        alpha_2=None,
        alpha_3=found.alpha_3,
        numeric=getattr(found, "numeric", None),
        official_name=None,
        region=REGION_OF.get(code),
        former=True,
    )
