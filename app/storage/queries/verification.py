"""The utterances that a claimed quotation may be taken from, found by its rarest words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, tuple_

from app.storage.full_text import Term, count_matches, find_matches, quoted
from app.storage.queries.collection import Selection
from app.storage.queries.quotes import QUOTES
from app.storage.queries.spellings import respell
from app.storage.tables import article_entity, entity, quote, quote_speaker

INDEX = "quote_words"
RARE = 1_000  # quotes that a word or phrase may be in and still tell where a claim is from
LEAST_CLUES = 2  # one word may be in any number of quotes on the matter
CLUES = 5  # words or phrases that are looked for
LOOK = 6  # words whose rarity is asked for at a time, long ones first
RUN = 4  # words of a phrase, which is rare even if they are not
MOST = 60  # quotes whose utterances are compared, and as many again of the claimed speaker


@dataclass(frozen=True)
class Piece:
    """A quote of an utterance."""

    id: str
    article_id: str
    start: int
    text: str
    kind: str


@dataclass(frozen=True)
class Quoted:
    """An utterance as an article quotes it."""

    pieces: tuple[Piece, ...]
    speakers: frozenset[str | None]
    """Ids of the entities that speak; None among them where the article leaves one open."""


def find_speakers(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Return the ids of the entities that `ids`, however spelt, mean; raise AmbiguousId."""
    selection = respell(connection, Selection(QUOTES, {"speaker": list(ids)}, QUOTES.order))
    meant = select(entity.c.id).where(entity.c.id.in_(selection.values["speaker"]))
    return list(connection.scalars(meant.order_by(entity.c.id)))


def find_utterances(
    connection: Connection, words: Sequence[str], speakers: Sequence[str]
) -> Iterator[list[Quoted]]:
    """Yield utterances that share the rarest of `words`, and then those that share a phrase.

    Those of `speakers` are among them, if any are, however many others say the like. The second
    lot costs more, and is seldom needed where the first has the very words.
    """
    clues = _rare_words(connection, words)
    if len(clues) >= LEAST_CLUES:
        yield _load(
            connection, _choose(connection, clues, speakers, max(LEAST_CLUES, len(clues) // 2))
        )
    yield _load(connection, _choose(connection, _phrases(words), speakers, 1))


def _rare_words(connection: Connection, words: Sequence[str]) -> list[str]:
    """Return the rarest of `words`; of common words none."""
    terms = [quoted(Term(one)) for one in sorted({*words}, key=lambda one: (-len(one), one))]
    found: list[str] = []
    for i in range(0, len(terms), LOOK):
        found += _rare(connection, terms[i : i + LOOK])
        if len(found) >= CLUES:
            break
    return found[:CLUES]


def _phrases(words: Sequence[str]) -> list[str]:
    """Return the phrases that `words` are made of; of a few words also those of its halves."""
    runs = [words[i : i + RUN] for i in range(0, max(1, len(words) - RUN + 1), RUN)]
    if len(words) < 2 * RUN:
        runs += [words[: len(words) // 2], words[len(words) // 2 :]]
    return [quoted(Term(" ".join(run), is_phrase=True)) for run in runs if run]


def _rare(connection: Connection, expressions: Sequence[str]) -> list[str]:
    """Return which of `expressions` match a few quotes, the fewest first."""
    counts = count_matches(connection, INDEX, expressions, RARE)
    return sorted(
        (one for one in counts if 0 < counts[one] < RARE), key=lambda one: (counts[one], one)
    )


def _choose(
    connection: Connection, clues: Sequence[str], speakers: Sequence[str], least: int
) -> list[int]:
    """Return the numbers of the quotes that share most of `clues`, `least` of them or more."""
    matches = (one for clue in clues for one in find_matches(connection, INDEX, clue, RARE))
    shared = {number: count for number, count in Counter(matches).items() if count >= least}
    own = _said_by(connection, _best(shared, RARE), speakers) if speakers else set()
    return [*_best(shared, MOST), *_best({number: shared[number] for number in own}, MOST)]


def _best(shared: Mapping[int, int], most: int) -> list[int]:
    """Return those with the highest counts, and of equals all or none.

    Where more than `most` have the highest count, the first of them must do.
    """
    ranks: dict[int, list[int]] = defaultdict(list)
    for number in sorted(shared):
        ranks[shared[number]].append(number)
    best: list[int] = []
    for count in sorted(ranks, reverse=True):
        if best and len(best) + len(ranks[count]) > most:
            break
        best += ranks[count][:most]
    return best


_SAID_BY = (
    select(quote_speaker.c.quote_number)
    .join(article_entity, article_entity.c.id == quote_speaker.c.article_entity_id)
    .where(
        quote_speaker.c.quote_number.in_(bindparam("numbers", expanding=True)),
        article_entity.c.entity_id.in_(bindparam("speakers", expanding=True)),
    )
)


def _said_by(connection: Connection, numbers: Sequence[int], speakers: Sequence[str]) -> set[int]:
    values = {"numbers": numbers, "speakers": speakers}
    return set(connection.scalars(_SAID_BY, values))


_GROUPS = select(quote.c.article_id, quote.c.group_number).where(
    quote.c.number.in_(bindparam("numbers", expanding=True))
)
_PIECES = (
    select(quote.c.id, quote.c.article_id, quote.c.group_number, quote.c.start)
    .add_columns(quote.c.text, quote.c.kind, quote_speaker.c.position)
    .add_columns(article_entity.c.entity_id)
    .outerjoin(quote_speaker, quote_speaker.c.quote_number == quote.c.number)
    .outerjoin(article_entity, article_entity.c.id == quote_speaker.c.article_entity_id)
    .where(
        tuple_(quote.c.article_id, quote.c.group_number).in_(bindparam("groups", expanding=True))
    )
    .order_by(quote.c.article_id, quote.c.start, quote_speaker.c.position)
)


def _load(connection: Connection, numbers: Sequence[int]) -> list[Quoted]:
    """Return the whole utterances that quotes are pieces of."""
    groups = {tuple(row) for row in connection.execute(_GROUPS, {"numbers": numbers})}
    pieces: dict[tuple[str, int], dict[str, Piece]] = defaultdict(dict)
    speakers: dict[tuple[str, int], set[str | None]] = defaultdict(set)
    for row in connection.execute(_PIECES, {"groups": sorted(groups)}) if groups else ():
        key = (row.article_id, row.group_number)
        pieces[key][row.id] = Piece(row.id, row.article_id, row.start, row.text, row.kind)
        speakers[key].add(row.entity_id)
    return [Quoted(tuple(pieces[key].values()), frozenset(speakers[key])) for key in sorted(pieces)]
