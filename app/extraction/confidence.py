"""How often each rule is right: its precision on development data."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).with_name("measured")
"""The folder of what commands have measured: figures about the rules, no rules."""

TABLE = MEASURED / "confidence.toml"
"""Made by `python -m bench.confidence`: a row a rule, how it was measured above."""

ENOUGH = 30
"""Of how many of its records a rule's precision is told; of fewer it would mean little."""


@cache
def read_table() -> dict[str, Any]:
    """Return the table: `measured_with`, `date`, `command`, `sets`, and `rules` by their names.

    A rule has `n`, how many of its records were judged, and `right`, how many of them were; from
    ENOUGH on it also has its `precision`, and `low` and `high`, the bounds of Wilson's interval.
    """
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def confidence_of(rule: str) -> float | None:
    """Return the precision of `rule`, between 0 and 1; None if too few records were judged."""
    precision: float | None = read_table()["rules"].get(rule, {}).get("precision")
    return precision
