"""Names as keys: how two spellings of one name are known to be the same."""

import re

from anyascii import anyascii

# Longer ids serve nobody and may pass the limits of file names and of proxies.
MAX_SLUG = 80


def slugify(name: str) -> str:
    """Return `name` transliterated, in lower case, its words joined by hyphens.

    The result has only `a-z0-9-`, at most 80 characters; empty if nothing of `name` can be written
    so. Apostrophes and the dots of abbreviations vanish, other punctuation parts words.

    >>> slugify("Jens Stoltenberg")
    'jens-stoltenberg'
    >>> slugify("Łukasz O’Néill Jr.")
    'lukasz-oneill-jr'
    >>> slugify("U.S. Air Force")
    'us-air-force'
    """
    plain = re.sub(r"['’ʼ`.]", "", anyascii(name.replace("’", "'"))).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].strip("-")


def surname_key(name: str) -> str:
    """Return the slug of the last word of a person's name, generational suffixes aside.

    >>> surname_key("Martin Luther King Jr.")
    'king'
    """
    words = [w for w in name.split() if slugify(w) not in {"jr", "sr", "ii", "iii", "iv"}]
    return slugify(words[-1]) if words else ""
