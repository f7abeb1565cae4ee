"""The copy of an article's text that is analysed: of equal length, so that offsets hold in both."""

import re

# spaCy's model was trained on straight marks and plain spaces.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛ʼ´`", "'"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\t", " "),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys("―", "—"),
        **dict.fromkeys("\u2028\u2029\x0b\x0c\x85", "\n"),
    }
)
# A line that goes on below: long, and not closed by a mark that ends sentences, captions or quotes.
_WRAP_WIDTH = 60
_CLOSED = tuple(".!?:;\"'|)")
# What ends in the name under a quotation goes on nowhere: "…" — Ann Lee
_SIGNED = re.compile(r"""["'] ?[-–—]{1,2} ?[A-Z][^"'—]{2,40}$""")
_LONGEST_END = 60


def straighten(text: str) -> str:
    """Return `text` with marks and spaces made plain and wrapped lines joined, in equal length.

    >>> straighten("“It is over,” she said.")
    '"It is over," she said.'
    """
    return re.sub(r"\n+", _join_wrapped, text.translate(_PLAIN))


def _join_wrapped(breaks: re.Match[str]) -> str:
    text, start, end = breaks.string, breaks.start(), breaks.end()
    line = text[text.rfind("\n", 0, start) + 1 : start]
    following = text[end : end + 1]
    line_end = line[-_LONGEST_END:].rstrip()
    open_end = bool(line_end) and not line_end.endswith(_CLOSED) and not _SIGNED.search(line_end)
    wrapped = end - start == 1 and len(line) >= _WRAP_WIDTH and not following.isspace()
    # Pages lose markup and keep breaks in mid-sentence: lower case goes on, even past a blank line.
    if open_end and (wrapped or following.islower()):
        return " " * (end - start)
    return breaks.group()
