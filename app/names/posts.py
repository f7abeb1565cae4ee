"""Posts as keys: which post the words of a role give, however an article puts it."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.names import slugify

POSTS = "posts/"
"""What the key of a post begins with where it stands among ids."""

OTHER = "other"
"""The key of all posts that are not listed."""

_FILE = Path(__file__).with_name("posts.toml")
_ANY = "any"
_LONGEST = 3  # words of a post
_LINKS = frozenset({"at", "for", "from", "in", "of", "on", "to", "with"})
_DEPUTIES = frozenset({"assistant", "associate", "deputy", "under", "vice"})


@dataclass(frozen=True, slots=True)
class _Posts:
    by_word: Mapping[str, str]
    """Every slug that names a post, with the post."""
    walks: Mapping[str, str]
    """The walk of life that each post belongs to, where there is one."""
    nothing: frozenset[str]


def post_of(role: str) -> str | None:
    """Return the key of the post that the words of a role give, OTHER for one that is not listed.

    None for what anybody may be.

    >>> [post_of(role) for role in ("Israeli prime minister", "Sen.", "Secretary of State")]
    ['prime-minister', 'senator', 'secretary']
    >>> [post_of(role) for role in ("Deputy Mayor of Avon", "ousting of President", "ferryman")]
    ['deputy-mayor', 'president', 'other']
    >>> post_of("senior member of the board")
    """
    words = slugify(role).split("-")
    link = next((i for i, word in enumerate(words) if word in _LINKS), len(words))
    post = _last_post(words[:link]) or _last_post(words)
    return post or (None if words[link - 1] in _load().nothing else OTHER)


def walks_of(posts: Iterable[str]) -> frozenset[str]:
    """Return the walks of life that these posts are of.

    >>> walks_of(["senator", "deputy-mayor", "author"])
    frozenset({'public'})
    """
    walks = _load().walks
    found = (walks.get(post) or walks.get(post.removeprefix("deputy-")) for post in posts)
    return frozenset(walk for walk in found if walk)


def _last_post(words: list[str]) -> str | None:
    """Return the post that stands at the end of `words`, the longest one."""
    for size in range(_LONGEST, 0, -1):
        post = _load().by_word.get("-".join(words[-size:]))
        if post is not None:
            is_deputy = words[-size - 1 : -size] and words[-size - 1] in _DEPUTIES
            return f"deputy-{post}" if is_deputy else post
    return None


@cache
def _load() -> _Posts:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    nothing = frozenset(tables.pop("nothing"))
    rows = [(walk, post, words) for walk, posts in tables.items() for post, words in posts.items()]
    return _Posts(
        by_word=MappingProxyType({w: post for _, post, words in rows for w in (post, *words)}),
        walks=MappingProxyType({post: walk for walk, post, _ in rows if walk != _ANY}),
        nothing=nothing,
    )
