"""The table of rules holds to the code, and what facts state holds to the table."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.evaluation.judgement import Judgement
from app.evaluation.scores import wilson
from app.extraction import confidence
from app.extraction.confidence import ENOUGH, confidence_of, read_table
from bench.confidence import table_rows
from tests.running import ARTICLES, run

SOURCE = Path(confidence.__file__).parent
RULES: dict[str, dict[str, Any]] = read_table()["rules"]


def words_in_source() -> Iterator[str]:
    """Yield, as patterns, the strings in the code of extraction; what it fills in may be any."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                if any(re.search("[a-z]", str(part or "")) for part in parts):
                    yield "".join(re.escape(str(part)) if part else "[a-z-]+" for part in parts)


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, float | None]]:
    """Each rule that finds something in the sample articles, with the confidence that it states."""
    done = run("extract", ARTICLES, database=tmp_path_factory.mktemp("rules") / "unused.db")
    articles = [json.loads(line) for line in done.stdout.splitlines()]
    return {
        (fact["rule"], fact["confidence"])
        for article in articles
        for kind in ("mentions", "quotes", "claims")
        for fact in article[kind]
    }


def test_every_rule_of_the_table_is_in_the_code() -> None:
    known = re.compile("|".join({*words_in_source()}))
    gone = [rule for rule in RULES if not known.fullmatch(rule)]
    assert gone == [], f"measure the rules anew: {read_table()['command']}"


def test_facts_state_what_the_table_has_of_their_rule(
    stated: set[tuple[str, float | None]],
) -> None:
    assert len(stated) > 50
    assert stated == {(rule, RULES.get(rule, {}).get("precision")) for rule, _ in stated}


@pytest.mark.parametrize("rule", RULES)
def test_a_precision_is_told_of_enough_records_with_its_interval(rule: str) -> None:
    row = RULES[rule]
    assert 0 <= row["right"] <= row["n"]
    assert ("precision" in row) == ("low" in row) == (row["n"] >= ENOUGH)
    if "precision" in row:
        low, high = wilson(row["right"], row["n"])
        figures = (row["precision"], row["low"], row["high"])
        assert figures == pytest.approx((row["right"] / row["n"], low, high), abs=0.0006)


def test_a_rule_that_was_never_judged_states_none() -> None:
    assert confidence_of("no such rule") is None


def test_the_table_says_when_and_with_what_it_was_measured() -> None:
    table = read_table()
    assert re.fullmatch("[0-9a-f]{64}", table["measured_with"])
    assert table["date"].isoformat() > "2026-01-01"
    assert table["command"].startswith("python -m bench.confidence")
    assert table["sets"]


def test_a_row_counts_the_records_of_a_rule_in_all_measures_that_judge_whole_records() -> None:
    judgement = Judgement()
    for measure, right in (("quote speakers", True), ("indirect speech", False)):
        judgement.add(measure, "told", right=right)
    judgement.add("quote kinds", "told", right=False)  # judges a part of what another one does
    for number in range(ENOUGH):
        judgement.add("roles", "held", right=number > 2)
    assert [*table_rows([judgement])] == [
        '"held" = { right = 27, n = 30, precision = 0.900, low = 0.744, high = 0.965 }',
        '"told" = { right = 1, n = 2 }',
    ]
