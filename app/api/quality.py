"""The JSON that tells how good the facts are, and what it looks like."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from app.api.examples import Example

Share = Annotated[float, Field(ge=0, le=1)]
Interval = Annotated[list[Share], Field(min_length=2, max_length=2)]


class Measure(BaseModel):
    """How well one kind of record is found in the articles of a set."""

    measure: str
    precision: Annotated[Share | None, Field(description="`right` of `found`")]
    recall: Annotated[Share | None, Field(description="`recalled` of `gold`")]
    f1: Annotated[Share | None, Field(description="their harmonic mean")]
    interval: Annotated[
        Interval, Field(description="of f1, or of recall where that is null: 95 %, over articles")
    ]
    right: Annotated[float, Field(ge=0, description="records found that are right")]
    found: Annotated[int, Field(ge=0, description="records found")]
    recalled: Annotated[float, Field(ge=0, description="records of the gold that were found")]
    gold: Annotated[int, Field(ge=0, description="records that people annotated")]


class MeasuredSet(BaseModel):
    """Articles annotated by hand, and how near extraction comes to the annotations."""

    set: str
    about: str
    articles: Annotated[int, Field(ge=0)]
    measures: list[Measure]


class Rule(BaseModel):
    """How often a rule was right; facts state its precision as their confidence."""

    rule: str
    right: Annotated[int, Field(ge=0)]
    n: Annotated[int, Field(ge=0, description="how many of its records were judged")]
    precision: Annotated[Share | None, Field(description="null: fewer than 30 were judged")]
    interval: Annotated[Interval | None, Field(description="of the precision: Wilson, 95 %")]


class Measurement(BaseModel):
    """When and how something was measured."""

    measured: Annotated[
        bool, Field(description="whether with the rules, lexicons and model that found the facts")
    ]
    date: dt.date | None
    command: str | None


class RuleTable(Measurement):
    """The rules by name; the facts' confidence is taken from it."""

    sets: Annotated[list[str] | None, Field(description="what they were measured on")]
    table: list[Rule]


class Quality(Measurement):
    """How good the facts of the current release are."""

    pipeline: Annotated[
        str | None, Field(description="fingerprint of what found the facts; null: no release")
    ]
    sets: Annotated[
        list[MeasuredSet] | None, Field(description="null where this pipeline was not measured")
    ]
    rules: RuleTable


EXAMPLE: Example = {
    "pipeline": "c0de" * 16,
    "measured": True,
    "date": "2031-04-30",
    "command": "python -m bench.quality --sets FOLDER",
    "sets": [
        {
            "set": "harbour",
            "about": "articles about harbours",
            "articles": 40,
            "measures": [
                {
                    "measure": "quote speakers",
                    "precision": 0.9,
                    "recall": 0.75,
                    "f1": 0.818,
                    "interval": [0.77, 0.861],
                    "right": 90,
                    "found": 100,
                    "recalled": 90,
                    "gold": 120,
                }
            ],
        }
    ],
    "rules": {
        "measured": True,
        "date": "2031-04-29",
        "command": "python -m bench.confidence --sets FOLDER",
        "sets": ["harbour"],
        "table": [
            {
                "rule": "followed",
                "right": 45,
                "n": 50,
                "precision": 0.9,
                "interval": [0.786, 0.957],
            },
            {"rule": "near-speech", "right": 3, "n": 4, "precision": None, "interval": None},
        ],
    },
}
