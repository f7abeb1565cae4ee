"""How often each rule is right: its precision on the development sets."""

import tomllib
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("lexicon") / "confidence.toml"
"""A row a rule: `precision` between 0 and 1, and `n`, how many of its records were judged."""

UNMEASURED = 0.5
"""For rules that never fired on the development sets: nothing is known either way."""


@cache
def _table() -> dict[str, float]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {rule: row["precision"] for rule, row in rows.items()}


def confidence_of(rule: str) -> float:
    """Return the measured precision of `rule`, between 0 and 1; UNMEASURED if there is none."""
    return _table().get(rule, UNMEASURED)
