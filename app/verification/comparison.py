"""Compare the words of a claimed quotation with those of an utterance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, pairwise

from app.verification.words import Claim, Word, punctuation, read_words

# Two of three words in order: "We stand divided" is an altered "We stand united".
LEAST_SIMILARITY = 0.6
# Fewer of a claim's words in an utterance cannot make it similar, and comparing takes time.
LEAST_SHARED = 0.4
# An ellipsis may stand for anything, so that fewer words than these between them prove nothing.
LEAST_ELIDED = 3


class Wording(StrEnum):
    """How the words of a claim are to those of an utterance, the nearest first."""

    VERBATIM = "verbatim"
    PUNCTUATION_ONLY = "punctuation_only"
    ELIDED = "elided"
    ALTERED = "altered"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Change:
    """A step from the words that are quoted to those that are claimed; None where one has none."""

    op: str
    """`same`, `replaced`, `left_out` of the claim, or `added` by it."""
    quoted: str | None
    claimed: str | None


@dataclass(frozen=True)
class Comparison:
    """What comparing a claim with an utterance gave."""

    wording: Wording
    similarity: float
    """Of the words in order, 0 to 1."""
    spans: tuple[tuple[int, int, int], ...] = ()
    """The quoted words that the claim is of: number of the piece, start and end in it."""
    diff: tuple[Change, ...] = ()


@dataclass(frozen=True)
class _Said:
    """The words of an utterance, one after the other, with the number of the piece each is in."""

    pieces: tuple[str, ...]
    words: tuple[tuple[int, Word], ...]

    @property
    def keys(self) -> list[str]:
        return [word.key for _, word in self.words]

    def gap(self, index: int) -> str | None:
        """Return what stands between a word and the next one; None between two pieces."""
        (piece, word), (next_piece, next_word) = self.words[index : index + 2]
        return self.pieces[piece][word.end : next_word.start] if piece == next_piece else None

    def spans(self, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
        """Return where the words from `start` to `end` stand."""
        found = []
        for piece, group in groupby(self.words[start:end], key=lambda word: word[0]):
            words = [word for _, word in group]
            found.append((piece, words[0].start, words[-1].end))
        return tuple(found)

    def text(self, start: int, end: int) -> str:
        """Return the words from `start` to `end` as they are written."""
        return " … ".join(self.pieces[n][first:last] for n, first, last in self.spans(start, end))


def compare(claim: Claim, pieces: Sequence[str]) -> Comparison:
    """Return how the words of `claim` are to those of the utterance in `pieces`."""
    words = tuple((n, word) for n, piece in enumerate(pieces) for word in read_words(piece))
    said = _Said(tuple(pieces), words)
    return _compare_whole(claim, said) or _compare_marked(claim, said) or _compare_rest(claim, said)


def _compare_whole(claim: Claim, said: _Said) -> Comparison | None:
    """Compare a claim whose words all stand in the utterance, one after the other."""
    keys = [word.key for word in claim.words]
    starts = _find(keys, said.keys)
    if not starts:
        return None
    exact = [start for start in starts if _is_typed_alike(claim, said, start)]
    start = (exact or starts)[0]
    wording = Wording.VERBATIM if exact else Wording.PUNCTUATION_ONLY
    return Comparison(wording, 1.0, said.spans(start, start + len(keys)))


def _is_typed_alike(claim: Claim, said: _Said, start: int) -> bool:
    words = claim.words
    if any(a.typed != b.typed for a, (_, b) in zip(words, said.words[start:], strict=False)):
        return False
    gaps = [claim.text[a.end : b.start] for a, b in pairwise(words)]
    quoted = [said.gap(start + i) for i in range(len(gaps))]
    # Between two pieces the article has its own words, and punctuation to go with them.
    return all(
        b is None or punctuation(a) == punctuation(b) for a, b in zip(gaps, quoted, strict=True)
    )


def _find(keys: Sequence[str], among: Sequence[str]) -> list[int]:
    """Return where the whole of `keys` begins in `among`."""
    length = len(keys)
    return [
        i
        for i in range(len(among) - length + 1)
        if length and among[i] == keys[0] and among[i : i + length] == keys
    ]


def _compare_marked(claim: Claim, said: _Said) -> Comparison | None:
    """Compare a claim that says by ellipses or brackets where it departs from the utterance."""
    runs = _runs(claim.words)
    kept = [(n, word) for n, word in said.words if not word.is_inserted]
    count = sum(map(len, runs))
    departs = len(runs) > 1 or count < len(claim.words) or len(kept) < len(said.words)
    if not departs or count < LEAST_ELIDED:
        return None
    kept_keys = [word.key for _, word in kept]
    first = end = None
    for run in runs:
        starts = [i for i in _find([word.key for word in run], kept_keys) if i >= (end or 0)]
        if not starts:
            return None
        first = starts[0] if first is None else first
        end = starts[0] + len(run)
    assert first is not None
    assert end is not None
    position = {word: index for index, word in enumerate(said.words)}
    return _departure(
        Wording.ELIDED, claim, said, position[kept[first]], position[kept[end - 1]] + 1
    )


def _runs(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Return the words that stand together, without those in brackets."""
    runs: list[list[Word]] = []
    is_parted = True
    for word in words:
        if word.is_inserted:
            is_parted = True
            continue
        if is_parted or word.follows_omission:
            runs.append([])
        runs[-1].append(word)
        is_parted = False
    return [tuple(run) for run in runs]


def _compare_rest(claim: Claim, said: _Said) -> Comparison:
    """Compare a claim that has other words, or leaves some out without saying so."""
    keys, quoted = [word.key for word in claim.words], said.keys
    shared = (Counter(keys) & Counter(quoted)).total()
    if not shared or shared < LEAST_SHARED * len(keys):
        return Comparison(Wording.DIFFERENT, 0.0)
    longest = SequenceMatcher(None, keys, quoted, autojunk=False).find_longest_match()
    # Common words may be matched anywhere: only what lies about the longest match is meant.
    slack = len(keys) // 2 + 2
    low = max(0, longest.b - longest.a - slack)
    near = quoted[low : longest.b + len(keys) - longest.a + slack]
    *blocks, _ = SequenceMatcher(None, keys, near, autojunk=False).get_matching_blocks()
    # What the claim has before the first match and after the last is in place of as many words.
    start = max(0, low + blocks[0].b - blocks[0].a)
    end = min(len(quoted), low + blocks[-1].b + len(keys) - blocks[-1].a)
    found = _departure(Wording.ALTERED, claim, said, start, end)
    if found.similarity < LEAST_SIMILARITY:
        return replace(found, wording=Wording.DIFFERENT, diff=())
    return found


def _departure(wording: Wording, claim: Claim, said: _Said, start: int, end: int) -> Comparison:
    """Return a comparison with the steps from the quoted words to those claimed."""
    keys, quoted = [word.key for word in claim.words], said.keys[start:end]
    matcher = SequenceMatcher(None, quoted, keys, autojunk=False)
    names = {"equal": "same", "replace": "replaced", "delete": "left_out", "insert": "added"}
    diff = tuple(
        Change(
            names[op],
            said.text(start + a, start + b) if a < b else None,
            claim.text[claim.words[c].start : claim.words[d - 1].end] if c < d else None,
        )
        for op, a, b, c, d in matcher.get_opcodes()
    )
    return Comparison(wording, round(matcher.ratio(), 3), said.spans(start, end), diff)
