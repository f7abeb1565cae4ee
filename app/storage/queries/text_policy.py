"""How much of the articles' own words is shown, for those who may not republish them.

Facts are shown in any case: names, roles, figures, offsets. Evidence that is cut or left out can
still be told from other words by its SHA-256.
"""

import hashlib
from enum import StrEnum
from typing import Any

from app.storage.queries.citations import cite

SNIPPET = 200
"""How many code points of any words are shown at most under the policy `snippet`."""


class TextPolicy(StrEnum):
    """What is shown of an article's words."""

    FULL = "full"
    """All of them, and its text."""
    SNIPPET = "snippet"
    """The beginning of quotes and of evidence; no text."""
    NONE = "none"
    """None."""


def conceal(value: Any, policy: TextPolicy) -> Any:
    """Return `value`, as JSON has it, with no more words of articles than `policy` allows.

    Those are the `text` of whatever says where it stands, by `start` and `end` or by `evidence`.
    """
    if policy is TextPolicy.FULL:
        return value
    if isinstance(value, list):
        return [conceal(one, policy) for one in value]
    if not isinstance(value, dict):
        return value
    shown = {name: conceal(one, policy) for name, one in value.items()}
    if "text" in value and ("start" in value or "evidence" in value):
        words = value["text"]
        shown["text"] = words[:SNIPPET] if policy is TextPolicy.SNIPPET else None
        if "start" in value and "article" in value:
            shown["sha256"] = hashlib.sha256(words.encode()).hexdigest()
    if "citation" in value:
        shown["citation"] = cite(shown)
    if "citation_url" in value and policy is TextPolicy.NONE:
        shown["citation_url"] = shown["article"]["url"]
    return shown
