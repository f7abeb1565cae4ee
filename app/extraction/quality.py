"""What was measured of a pipeline, as a knowledge base keeps it to say how good its facts are."""

import json
from typing import Any

from app.extraction.confidence import MEASURED, read_table
from app.extraction.extract import Pipeline

FIGURES = MEASURED / "quality.json"
"""Made by `python -m bench.quality`."""


def read_figures() -> dict[str, Any]:
    """Return the figures: `measured_with`, `date`, `command`, and `sets` with their measures."""
    figures: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return figures


def quality_of(pipeline: Pipeline) -> dict[str, Any]:
    """Return the figures by set, if they were measured with `pipeline`, and the table of rules.

    Figures of another pipeline (an own lexicon, another model, rules changed since) say nothing of
    this one: `measured` is false then, and they are null. The rules' table is there in any case,
    for the facts' confidence is taken from it; its own `measured` tells the same of it.
    """
    figures = read_figures()
    table = read_table()
    is_measured = figures.pop("measured_with") == pipeline.finder
    return {
        "measured": is_measured,
        **(figures if is_measured else dict.fromkeys(figures)),
        "rules": {
            "measured": table["measured_with"] == pipeline.finder,
            "date": table["date"].isoformat(),
            "command": table["command"],
            "sets": table["sets"],
            "table": [_shape(rule, row) for rule, row in table["rules"].items()],
        },
    }


def _shape(rule: str, row: dict[str, Any]) -> dict[str, Any]:
    interval = [row["low"], row["high"]] if "precision" in row else None
    return {
        "rule": rule,
        "right": row["right"],
        "n": row["n"],
        "precision": row.get("precision"),
        "interval": interval,
    }
