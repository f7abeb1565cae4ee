"""How often each rule is right: its precision on the development sets."""

import tomllib
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "lexicon" / "confidence.toml"


@cache
def _table() -> dict[str, float]:
    return {rule: row["precision"] for rule, row in tomllib.loads(_TABLE.read_text()).items()}


def confidence_of(rule: str) -> float:
    """Return the measured precision of `rule`, between 0 and 1; .5 for one not measured yet."""
    return _table().get(rule, 0.5)
