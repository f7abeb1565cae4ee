"""What an article says as W3C Web Annotations, https://www.w3.org/TR/annotation-model/.

Offsets are code points of the article's text, as the model has them for text positions.
"""

from collections.abc import Iterator
from typing import Any

from app.api.columns import value_of
from app.storage.queries.collection import Item

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
AROUND = 32  # code points given before and after the words, as annotation tools do


def annotate(article: Item, text: str | None) -> Item:
    """Return the annotations of `article`, which has its quotes, claims and mentions embedded.

    They quote its `text` if that is given.
    """
    address = f"/v1/{article['id']}/annotations"
    found: list[Item] = [
        {
            "id": f"{address}#{fact['id']}",
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": [_target(article, text, one) for one in evidence],
        }
        for fact, motivation, body, evidence in _facts(article["included"])
    ]
    found.sort(key=lambda one: one["target"][0]["selector"][0]["start"])
    page = {"id": f"{address}#all", "type": "AnnotationPage", "startIndex": 0, "items": found}
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": article["title"] or article["id"],
        "total": len(found),
        "first": {**page, "partOf": address},
    }


def _facts(included: Item) -> Iterator[tuple[Item, str, list[Item], list[Item]]]:
    """Yield each fact with what it is an annotation for, the annotation's bodies, and evidence."""
    for one in included["mentions"]:
        named = _bodies(one, f"{one['name']}, {one['type']}", [one["entity"]])
        yield one, "identifying", named, [one["evidence"]]
    for one in included["quotes"]:
        names = " and ".join(speaker["name"] for speaker in one["speakers"]) or "nobody named"
        said = _bodies(
            one, f"{one['kind']} quote, {names}", [who["entity"] for who in one["speakers"]]
        )
        yield one, "describing", said, [one["evidence"]]
    for one in included["claims"]:
        ends = [end for end in (one["subject"], one["object"]) if end]
        stated = _bodies(one, _statement(one), [end["entity"] for end in ends])
        yield one, "describing", stated, [one["evidence"], *one["more_evidence"]]


def _statement(claim: Item) -> str:
    value, found = value_of(claim), claim["object"]
    what = found["name"] if value is None and found else value
    unit = f" {claim['unit']}" if claim["unit"] else ""
    return f"{claim['subject']['name']}, {claim['predicate']}: {what}{unit}"


def _bodies(fact: Item, label: str, entities: list[str | None]) -> list[Item]:
    return [
        {"type": "TextualBody", "value": label, "format": "text/plain", "language": "en"},
        _link(fact["id"], "linking"),
        *(_link(one, "identifying") for one in dict.fromkeys(entities) if one),
    ]


def _link(item_id: str, purpose: str) -> Item:
    return {"type": "SpecificResource", "source": f"/v1/{item_id}", "purpose": purpose}


def _target(article: Item, text: str | None, evidence: Item) -> Item:
    start, end = evidence["start"], evidence["end"]
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
    if text is not None:
        selectors.append(
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(start - AROUND, 0) : start],
                "suffix": text[end : end + AROUND],
            }
        )
    page = {"scope": article["url"]} if article["url"] else {}
    source = f"/v1/{article['id']}/text.txt"
    return {"type": "SpecificResource", "source": source, **page, "selector": selectors}
