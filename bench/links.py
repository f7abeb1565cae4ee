"""Compares countries with sets of linked names: Wikidata ids, or titles of Wikipedia."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pycountry

from app.evaluation.entities import named_mentions
from app.evaluation.judgement import Judgement, alike, span_of, touches
from app.extraction.extract import Pipeline
from app.extraction.lexicon.countries import country_forms, load_countries
from app.records import Extraction, Form
from bench.development_sets import Row, extract_rows

COUNTRIES = "country mentions by link"
STATES = "links to sovereign states"

# ISO 3166 has them, but they are no states: dependencies, and what no state governs.
_TERRITORIES = frozenset(
    """
    AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP
    MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT
    """.split()
)
_OTHER_TITLES = frozenset({Form.NAME, Form.ABBREVIATION, Form.ALIAS, Form.DEMONYM, Form.FORMER})


def judge_links(pipeline: Pipeline, rows: Sequence[Row], folder: Path) -> list[Judgement]:
    """Return the judgements on names linked to Wikidata: mentions of countries in any form."""
    codes = json.loads((folder / "country_qids.json").read_text(encoding="utf-8"))
    return [_judge_links(row, result, codes) for row, result in extract_rows(pipeline, rows)]


def _judge_links(row: Row, result: Extraction, codes: Mapping[str, str]) -> Judgement:
    judgement, known = Judgement(), set(codes.values())
    # A country's name inside a longer linked name ("Bank of Japan") is no mention in this gold.
    others = [(m["start"], m["end"]) for m in row["mentions"] if m.get("qid") not in codes]
    found = [
        (rule, (*span_of(m), m.entity.partition("/")[2]))
        for rule, m in named_mentions(result, "countries")
    ]
    judgement.match(
        COUNTRIES,
        [(rule, m) for rule, m in found if m[2] in known and not touches(m[:2], others)],
        [(m["start"], m["end"], codes[m["qid"]]) for m in row["mentions"] if m["qid"] in codes],
        lambda m, g: alike(m[:2], g[:2]) and m[2] == g[2],
    )
    return judgement


def judge_states(pipeline: Pipeline, rows: Sequence[Row]) -> list[Judgement]:
    """Return the judgements on links to titles of Wikipedia: which of the states' are found.

    Only recall is known, for the sets link the first mention of each title alone. A demonym counts
    where its link leads to the state, "the country" and the like too.
    """
    return [judge_states_in(row, result) for row, result in extract_rows(pipeline, rows)]


def judge_states_in(row: Row, result: Extraction) -> Judgement:
    """Return the judgement on one row."""
    judgement = Judgement()
    found = [(span_of(m), m.entity) for _, m in named_mentions(result, "countries")]
    linked = [
        ((m["start"], m["end"]), f"countries/{code}")
        for m in row["mentions"]
        if (code := state_of(m["identity"])) is not None
    ]
    hits = sum(any(alike(f, s) and e == c for f, e in found) for s, c in linked)
    judgement.recall(STATES, found=hits, gold=len(linked))
    return judgement


def uncounted_titles(rows: Sequence[Row]) -> Counter[str]:
    """Return the titles that are a country's name, nickname or demonym, but lead to no state."""
    titles = (m["identity"] for row in rows for m in row["mentions"])
    return Counter(
        title
        for title in titles
        if state_of(title) is None
        and any(form in _OTHER_TITLES for _, form in country_forms().get(title, ()))
    )


def state_of(title: str) -> str | None:
    """Return the code of the state that an article of Wikipedia is about, None if it is of none."""
    return _states().get(re.sub(r" \(country\)$|^The ", "", title))


@cache
def _states() -> Mapping[str, str]:
    """Return the code for each name of a state, official ones and abbreviations included."""
    names = {
        name: country.code
        for country in load_countries()
        if not country.former
        for name in (*country.names, *country.abbreviations)
    }
    for record in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            if hasattr(record, field):
                names.setdefault(getattr(record, field), record.alpha_2)
    return {name: code for name, code in names.items() if code not in _TERRITORIES}
