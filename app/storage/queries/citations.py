"""A quote ready to be cited, and a link to its very words on the page that has them.

Links are URL fragment text directives, https://wicg.github.io/scroll-to-text-fragment/:
`#:~:text=[prefix-,]start[,end][,-suffix]`. Browsers take the first place that fits, look for whole
words, capitals aside, and for each of the four within one paragraph.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

MAX_WHOLE = 200  # longer words are given by their beginning and end
EDGE_WORDS = 6
# Shorter words may well stand elsewhere on the page, in its menus, say.
MIN_ALONE = 20
CONTEXT_WORDS = 5


def cite(item: Mapping[str, Any]) -> str:
    """Return the citation of a quote as JSON has it: speaker, words, publisher, title, date, url.

    A paraphrase is called one, has the word that reports it, lest "denied" be read as "said", and
    no quotation marks; what is not known is left out.
    """
    speakers = " and ".join(one["name"] for one in item["speakers"])
    words = item["text"] and f"“{item['text']}”"
    if item["kind"] == "indirect":
        told = _join(", ", item["cue"] and f"“{item['cue']['text']}”", "paraphrased")
        speakers = f"{speakers} ({told})" if speakers else "Paraphrased"
        words = item["text"]
    article = item["article"]
    title = article["title"] and f"“{article['title']}”"
    said = _join(": ", speakers, words)
    source = _join(", ", article["publisher"], title, article["published"], article["url"])
    return _join(" — ", said, source)


def _join(between: str, *parts: Any) -> str:
    return between.join(str(one) for one in parts if one)


def link_to_words(url: str, title: str | None, text: str, span: tuple[int, int]) -> str:
    """Return `url` with a fragment that leads to what stands at `span` of the article's `text`.

    Returns `url` as it is if it is none of the web's.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        return url
    start, end = _whole_words(text, *span)
    parts = _edges(text[start:end])
    first = parts[0].lower()
    is_above = 0 <= _lower(text).find(first) < start or first in (title or "").lower()
    if end - start < MIN_ALONE or is_above:
        before = text[:start].rpartition("\n")[2].split()[-CONTEXT_WORDS:]
        after = text[end:].partition("\n")[0].split()[:CONTEXT_WORDS]
    else:
        before = after = []
    directive = [
        *([_encode(before) + "-"] if before else []),
        *(_encode(part.split()) for part in parts),
        *(["-" + _encode(after)] if after else []),
    ]
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(directive)}"


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks at its ends, and with the rest of words that it cuts."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    while start and text[start - 1 : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end + 1].isalnum():
        end += 1
    return start, end


def _edges(words: str) -> list[str]:
    """Return `words` if they can be looked for as they are, else their first and last few."""
    lines = words.split("\n")
    if len(lines) == 1 and (len(words) <= MAX_WHOLE or len(words.split()) < 2 * EDGE_WORDS):
        return [words]
    return [" ".join(lines[0].split()[:EDGE_WORDS]), " ".join(lines[-1].split()[-EDGE_WORDS:])]


@lru_cache(maxsize=8)
def _lower(text: str) -> str:
    """Return `text` in small letters; an article's quotes come one after the other."""
    return text.lower()


class _Escapes(dict[int, str]):
    """What stands for each character, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        # A hyphen would mark a prefix or suffix; commas and ampersands part the directive.
        self[code] = "%2D" if chr(code) == "-" else quote(chr(code), safe="")
        return self[code]


_ESCAPES = _Escapes()


def _encode(words: Sequence[str]) -> str:
    return " ".join(words).translate(_ESCAPES)
