"""Invented articles with what they say, noted by hand: the API's tests need no model."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from app.records import (
    Article,
    Claim,
    Entity,
    EntityType,
    Extraction,
    Form,
    Mention,
    Modality,
    Predicate,
    Quote,
    QuoteKind,
    Span,
    Speaker,
)

BULLETINS = 120


@dataclass
class Notes:
    """What somebody who reads `article` notes down, by the words that say so."""

    article: Article
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def at(self, words: str) -> Span:
        start = self.article.text.index(words)
        return start, start + len(words)

    def entity(self, one: Entity, *places: tuple[str, Form]) -> str:
        self.entities.append(one)
        for words, form in places:
            self.mentions.append(Mention(*self.at(words), one.id, form, "by-hand", 0.9))
        return one.id

    def country(self, code: str, name: str, *places: tuple[str, Form]) -> str:
        return self.entity(Entity(f"countries/{code}", EntityType.COUNTRY, name), *places)

    def quote(
        self,
        words: str,
        *,
        kind: QuoteKind = QuoteKind.DIRECT,
        group: int = 0,
        speaker: tuple[str | None, str, str] | None = None,
        candidate: tuple[str | None, str, str] | None = None,
        cue: str | None = None,
    ) -> None:
        self.quotes.append(
            Quote(
                *self.at(words),
                kind=kind,
                group=group,
                speaker=self._speaker(speaker),
                candidate=self._speaker(candidate),
                cue=self.at(cue) if cue else None,
                addressee=None,
                rule="by-hand",
                confidence=0.8,
            )
        )

    def _speaker(self, found: tuple[str | None, str, str] | None) -> Speaker | None:
        if found is None:
            return None
        entity, name, phrase = found
        return Speaker(entity, name, *self.at(phrase))

    def claim(self, subject: str, predicate: Predicate, words: str, **known: Any) -> None:
        self.claims.append(Claim(subject, predicate, *self.at(words), "by-hand", 0.7, **known))

    @property
    def noted(self) -> tuple[Article, Extraction]:
        return self.article, Extraction(
            tuple(self.entities), tuple(self.mentions), tuple(self.quotes), tuple(self.claims)
        )


def opening() -> Notes:
    """An exercise begins: its host, participants, sizes and dates, and a quote in two pieces."""
    notes = Notes(
        Article(
            "Quiet Tern 2031, hosted by Estonia, began on Saturday off Saaremaa with around 6,000 "
            "troops and 40 aircraft. It lasts two weeks.\n\n“We are ready for any storm,” Coast "
            "Guard spokesperson Tessa Orma said. “And nobody here forgets Ukraine.”\n\nSweden "
            "takes part; Japan has sent observers, according to Orma.\n",
            title="Quiet Tern begins off Saaremaa",
            publisher="The Harbour Gazette",
            url="https://gazette.example/quiet-tern",
            published=dt.date(2031, 5, 4),
            language="en",
            fictional=True,
        )
    )
    tern = notes.entity(
        Entity(
            "exercises/quiet-tern-2031",
            EntityType.EXERCISE,
            "Quiet Tern 2031",
            ("Quiet Tern",),
            series="Quiet Tern",
            edition="2031",
        ),
        ("Quiet Tern 2031", Form.NAME),
    )
    estonia = notes.country("EE", "Estonia", ("Estonia", Form.NAME))
    sweden = notes.country("SE", "Sweden", ("Sweden", Form.NAME))
    japan = notes.country("JP", "Japan", ("Japan", Form.NAME))
    notes.country("UA", "Ukraine", ("Ukraine", Form.NAME))
    guard = notes.entity(
        Entity(
            "organizations/estonian-coast-guard",
            EntityType.ORGANIZATION,
            "Estonian Coast Guard",
            ("Coast Guard",),
            acronym="ECG",
            kind="armed force",
            country="EE",
        ),
        ("Coast Guard", Form.ALIAS),
    )
    orma = notes.entity(
        Entity("people/tessa-orma", EntityType.PERSON, "Tessa Orma", ("Orma",)),
        ("Tessa Orma", Form.NAME),
    )
    said_by = (orma, "Tessa Orma", "Tessa Orma")
    notes.quote("We are ready for any storm", speaker=said_by, cue="said")
    notes.quote("And nobody here forgets Ukraine", speaker=said_by, cue="said")
    notes.claim(orma, Predicate.ROLE, "spokesperson", object=guard, value="spokesperson")
    notes.claim(tern, Predicate.HOST, "hosted by Estonia", object=estonia)
    notes.claim(tern, Predicate.PARTICIPANT, "Sweden takes part", object=sweden)
    notes.claim(
        tern,
        Predicate.OBSERVER,
        "Japan has sent observers",
        object=japan,
        asserted_by=orma,
        more_evidence=(notes.at("according to Orma"),),
    )
    notes.claim(tern, Predicate.PLACE, "Saaremaa", value="off Saaremaa", object=estonia)
    notes.claim(
        tern,
        Predicate.PERSONNEL,
        "around 6,000 troops",
        value=6000,
        unit="troops",
        qualifier="around",
    )
    notes.claim(tern, Predicate.AIRCRAFT, "40 aircraft", value=40, unit="aircraft")
    notes.claim(tern, Predicate.START, "on Saturday", value="2031-05-03", grain="day", derived=True)
    notes.claim(tern, Predicate.DURATION, "two weeks", value="P14D")
    return notes


def doubt() -> Notes:
    """Another paper has another figure, an unnamed official and the first John Smith."""
    notes = Notes(
        Article(
            "Quiet Tern 2031 involves 4,500 troops, an alliance official said. Orma called the "
            "figure “too low by far”. It runs to June.\n\nFinland will join next year, Defence "
            "Minister John Smith of Finland’s government said.",
            title="Figures in doubt",
            publisher="Northern Wire",
            url="https://wire.example/doubt",
            published=dt.date(2031, 5, 10),
            language="en",
        )
    )
    tern = notes.entity(
        Entity(
            "exercises/quiet-tern-2031",
            EntityType.EXERCISE,
            "Quiet Tern 2031",
            series="Quiet Tern",
            edition="2031",
        ),
        ("Quiet Tern 2031", Form.NAME),
    )
    orma = notes.entity(Entity("people/orma", EntityType.PERSON, "Orma"), ("Orma", Form.SURNAME))
    finland = notes.country("FI", "Finland", ("Finland", Form.NAME))
    smith = notes.entity(
        Entity("people/john-smith", EntityType.PERSON, "John Smith", ("Smith",)),
        ("John Smith", Form.NAME),
    )
    notes.quote(
        "Quiet Tern 2031 involves 4,500 troops",
        kind=QuoteKind.INDIRECT,
        speaker=(None, "an alliance official", "an alliance official"),
    )
    notes.quote(
        "too low by far",
        kind=QuoteKind.MIXED,
        group=1,
        speaker=(orma, "Orma", "Orma"),
        cue="called",
    )
    notes.quote(
        "Finland will join next year",
        kind=QuoteKind.INDIRECT,
        group=2,
        speaker=(smith, "John Smith", "Defence Minister John Smith"),
    )
    notes.claim(smith, Predicate.ROLE, "Defence Minister", object=finland, value="Defence Minister")
    notes.claim(tern, Predicate.PERSONNEL, "4,500 troops", value=4500, unit="troops")
    notes.claim(tern, Predicate.END, "to June", value="2031-06", grain="month")
    return notes


def cancelled() -> Notes:
    """An edition that was called off, and a Smith who may be either; nothing of publication."""
    notes = Notes(
        Article(
            "Quiet Tern 2029 was called off, though 5,000 to 7,000 troops had been named. Smith "
            "spoke of “a 100% sad day”."
        )
    )
    tern = notes.entity(
        Entity(
            "exercises/quiet-tern-2029",
            EntityType.EXERCISE,
            "Quiet Tern 2029",
            series="Quiet Tern",
            edition="2029",
        ),
        ("Quiet Tern 2029", Form.NAME),
    )
    smith = notes.entity(
        Entity("people/smith", EntityType.PERSON, "Smith"), ("Smith", Form.SURNAME)
    )
    notes.quote("a 100% sad day", kind=QuoteKind.MIXED, speaker=(smith, "Smith", "Smith"))
    notes.claim(
        tern,
        Predicate.PERSONNEL,
        "5,000 to 7,000 troops",
        low=5000,
        high=7000,
        unit="troops",
        modality=Modality.CANCELLED,
    )
    return notes


def winter() -> Notes:
    """The second John Smith, of another country."""
    notes = Notes(
        Article(
            "The winter will be mild, John Smith, a forecaster for New Zealand, told the Gazette.",
            title="A mild winter",
            publisher="The Harbour Gazette",
            published=dt.date(2030, 12, 24),
            language="en",
        )
    )
    zealand = notes.country("NZ", "New Zealand", ("New Zealand", Form.NAME))
    smith = notes.entity(
        Entity("people/john-smith", EntityType.PERSON, "John Smith", ("Smith",)),
        ("John Smith", Form.NAME),
    )
    notes.quote(
        "The winter will be mild",
        kind=QuoteKind.INDIRECT,
        speaker=(smith, "John Smith", "John Smith"),
    )
    notes.claim(smith, Predicate.ROLE, "a forecaster", object=zealand, value="forecaster")
    return notes


def bulletin(number: int) -> Notes:
    """One of many short notices, some of a same day, some undated."""
    day = None if number % 4 == 0 else dt.date(2030, 1, 1 + number % 3)
    notes = Notes(
        Article(
            f"Bulletin {number}. “Notice number {number} holds,” "
            "the Harbour Office said, “for all.”",
            publisher="Harbour Office Notices",
            published=day,
        )
    )
    office = notes.entity(
        Entity(
            "organizations/harbour-office", EntityType.ORGANIZATION, "Harbour Office", kind="agency"
        ),
        ("Harbour Office", Form.NAME),
    )
    said_by = (office, "Harbour Office", "the Harbour Office")
    notes.quote(f"Notice number {number} holds", speaker=said_by, cue="said")
    notes.quote("for all", speaker=said_by, cue="said")
    return notes


def corpus() -> list[tuple[Article, Extraction]]:
    articles = [opening(), doubt(), cancelled(), winter(), *map(bulletin, range(BULLETINS))]
    return [one.noted for one in articles]
