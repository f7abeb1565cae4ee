"""A stand-in for the spaCy pipeline: finds a closed list of names, quick and always the same."""

import re
from collections.abc import Iterable, Iterator

from app.names import slugify
from app.records import (
    Article,
    Claim,
    Entity,
    EntityType,
    Extraction,
    Form,
    Mention,
    Predicate,
    Quote,
    QuoteKind,
    Speaker,
)

PEOPLE = (
    "Ana Ruiz", "Ana B. Ruiz", "Rosa Ruiz", "Rosa C. Ruiz", "Rosa D. Ruiz",
    "John Smith", "Andrew Smith", "Andy Smith", "Ruiz", "Smith", "Zizou",
)  # fmt: skip
COUNTRIES = {"Spain": "ES", "Britain": "GB", "Australia": "AU"}
ORGANIZATIONS = ("Harbour Board", "Tide Office")
EXERCISES = {"Calm Sea 2031": ("Calm Sea", "2031"), "Calm Sea": ("Calm Sea", None)}

NAMES: dict[str, Entity] = {
    **{
        name: Entity(f"people/{slugify(name)}", EntityType.PERSON, name, (name.split()[-1],))
        for name in PEOPLE
    },
    **{
        name: Entity(f"countries/{code}", EntityType.COUNTRY, name)
        for name, code in COUNTRIES.items()
    },
    **{
        name: Entity(
            f"organizations/{slugify(name)}", EntityType.ORGANIZATION, name, acronym=name[0]
        )
        for name in ORGANIZATIONS
    },
    **{
        name: Entity(
            f"exercises/{slugify(name)}",
            EntityType.EXERCISE,
            name,
            series=series,
            edition=edition,
        )
        for name, (series, edition) in EXERCISES.items()
    },
}
ANY_NAME = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))


def extract_one(article: Article) -> Extraction:
    """Find the names, `NAME of NAME` as an affiliation, `“words,” said NAME` as a quote."""
    text = article.text
    found = list(re.finditer(rf"\b(?:{ANY_NAME})\b", text))
    return Extraction(
        entities=tuple({m[0]: NAMES[m[0]] for m in found}.values()),
        mentions=tuple(
            Mention(m.start(), m.end(), NAMES[m[0]].id, Form.NAME, "closed-list", 0.9)
            for m in found
        ),
        quotes=tuple(
            Quote(
                start=m.start(1),
                end=m.end(1),
                kind=QuoteKind.DIRECT,
                group=number,
                speaker=Speaker(NAMES[m[3]].id, m[3], m.start(3), m.end(3)),
                cue=m.span(2),
                addressee=None,
                rule="said",
                confidence=0.8,
            )
            for number, m in enumerate(re.finditer(rf"“([^“”]+)” (said) ({ANY_NAME})", text))
        ),
        claims=tuple(
            Claim(
                subject=NAMES[m[1]].id,
                predicate=Predicate.AFFILIATION,
                start=m.start(),
                end=m.end(),
                rule="of",
                confidence=0.7,
                object=NAMES[m[2]].id,
                more_evidence=(m.span(1),),
            )
            for m in re.finditer(rf"\b({ANY_NAME}) of ({ANY_NAME})\b", text)
        ),
    )


def extract(articles: Iterable[Article]) -> Iterator[Extraction]:
    """Yield what each of `articles` says."""
    return map(extract_one, articles)
