"""Every fault that newskb must survive has a test that names it, or a reason for having none."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
ALL = set(range(1, 121))
_RUN = r"\d+(?: to \d+)?"
NAMED = re.compile(
    rf"\bcases?[ _]({_RUN}(?:, {_RUN})*(?:,? and {_RUN})?)|_case_(\d+)", re.IGNORECASE
)


def cases_in(text: str) -> set[int]:
    """Return the numbers of the cases that a text names.

    >>> sorted(cases_in("Cases 3 to 5, 9 and 12. def test_case_7_x(): # case 8"))
    [3, 4, 5, 7, 8, 9, 12]
    """
    found: set[int] = set()
    for several, single in NAMED.findall(text):
        for run in re.findall(_RUN, several or single):
            first, _, last = run.partition(" to ")
            found.update(range(int(first), int(last or first) + 1))
    return found


def test_every_case_has_a_test_or_a_reason() -> None:
    tested: set[int] = set()
    for path in TESTS.rglob("test_*.py"):
        tested |= cases_in(path.read_text(encoding="utf-8"))
    rows = re.findall(r"^\| (\d+) \| .+ \|$", (TESTS / "WAIVERS.md").read_text(), re.MULTILINE)
    waived = [int(one) for one in rows]
    assert waived == sorted(set(waived))
    assert tested & set(waived) == set(), "waived, but tested"
    assert ALL - tested - set(waived) == set(), "neither tested nor waived"
