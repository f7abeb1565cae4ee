"""What components write on a Doc for those that come after them, in tokens.

Positions here are token indices, half-open; `extract` turns them into code points at the end.
Components add to `doc._.countries`, `doc._.organizations`, `doc._.people`, `doc._.exercises`
(lists of `Named`), `doc._.claims` and `doc._.quotes` (lists of records).
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from app.extraction.user_lexicon import EMPTY, UserLexicon
from app.records import COLLECTIONS, Entity, EntityType, Form


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the article names an entity."""

    start: int
    end: int
    form: Form
    rule: str


@dataclass(slots=True)
class Named:
    """An entity of the article in the making, with the places that name it."""

    id: str
    type: EntityType
    name: str
    found: list[Found] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    acronym: str | None = None
    kind: str | None = None
    country: str | None = None
    series: str | None = None
    edition: str | None = None
    surname: str | None = None
    gender: str | None = None
    """People: "m" or "f" where a title, a name or a role tells; never shown."""

    def to_entity(self) -> Entity:
        """Return the record of this entity, its aliases sorted."""
        return Entity(
            id=self.id,
            type=self.type,
            name=self.name,
            aliases=tuple(sorted(self.aliases - {self.name})),
            surname=self.surname,
            gender=self.gender,
            acronym=self.acronym,
            kind=self.kind,
            country=self.country,
            series=self.series,
            edition=self.edition,
        )


SUBJECTS = tuple(COLLECTIONS.values())
"""The Doc's lists of entities: countries, people, organizations, exercises."""


def register_extensions() -> None:
    """Declare the attributes that components share; may be called more than once."""
    for name in (*SUBJECTS, "claims", "quotes"):
        Doc.set_extension(name, default=None, force=True)
    Doc.set_extension("published", default=None, force=True)
    Doc.set_extension("raw", default=None, force=True)
    Doc.set_extension("lexicon", default=EMPTY, force=True)


def prepare(doc: Doc, raw: str, published: dt.date | None, lexicon: UserLexicon = EMPTY) -> Doc:
    """Give `doc` the lists that components fill, the text as written and the date it came out.

    `lexicon` is what a user has named.
    """
    for name in (*SUBJECTS, "claims", "quotes"):
        doc._.set(name, [])
    doc._.raw = raw
    doc._.published = published
    doc._.lexicon = lexicon
    return doc


def named_entities(doc: Doc, *subjects: str) -> Iterator[Named]:
    """Yield the Doc's entities, of the given subjects or of all."""
    for subject in subjects or SUBJECTS:
        yield from doc._.get(subject)


def tokens_of(entities: Iterable[Named]) -> dict[int, Named]:
    """Return, for each token inside a mention, the entity that is named there.

    Where mentions nest, the longest one wins.
    """
    places = [(f.end - f.start, f.start, f.end, e) for e in entities for f in e.found]
    by_token: dict[int, Named] = {}
    for _, start, end, entity in sorted(places, key=lambda p: (p[0], p[1])):
        by_token.update(dict.fromkeys(range(start, end), entity))
    return by_token


def chars(span: Span | Token) -> tuple[int, int]:
    """Return the code points that a span or token covers."""
    if isinstance(span, Token):
        return span.idx, span.idx + len(span)
    return span.start_char, span.end_char


def as_written(span: Span) -> str:
    """Return the words of `span` with the article's own glyphs, runs of white space made one."""
    raw = span.doc._.raw or span.doc.text
    return " ".join(raw[span.start_char : span.end_char].split())
