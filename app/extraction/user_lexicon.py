"""A user's own names: organizations, exercises and people, and who is or is not the same.

What it holds goes before what newskb knows itself. It is a file of TOML, strictly read: whatever is
unknown, doubled or contradicts itself is told with its line.
"""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Final

import pycountry
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from app.extraction.lexicon.exercises import ExerciseSeries
from app.extraction.lexicon.organizations import KINDS
from app.names import slugify
from app.records import Claim, Entity, Extraction, Predicate, Speaker

_TIES: Final = frozenset({Predicate.ROLE, Predicate.AFFILIATION, Predicate.COUNTRY})
_HEADER = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")


Renaming = Callable[[str | None], str | None]


class LexiconError(Exception):
    """Says what is wrong with a lexicon, and in which line."""

    def __init__(self, line: int, words: str) -> None:
        """Keep the number of the `line`, from 1, and the `words`."""
        super().__init__(f"{line}: {words}")


def _check_kind(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of organization; there are {', '.join(KINDS)}")
    return kind


def _check_country(code: str) -> str:
    if code != "XK" and pycountry.countries.get(alpha_2=code) is None:
        raise ValueError(f"{code} is no code of a country, such as DE")
    return code


def _check_name(name: str) -> str:
    if not slugify(name):
        raise ValueError("a name has letters or digits")
    return name


Name = Annotated[str, AfterValidator(_check_name)]
Id = Annotated[str, Field(pattern="^(people|organizations|exercises)/[a-z0-9-]+$")]
Tie = Annotated[str, Field(pattern="^(countries/[A-Z]{2}|organizations/[a-z0-9-]+)$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Named(_Table):
    name: Name
    aliases: Annotated[list[Name], Field(default_factory=list)]


class _Organization(_Named):
    acronym: Name | None = None
    kind: Annotated[str, AfterValidator(_check_kind)] | None = None
    country: Annotated[str, AfterValidator(_check_country)] | None = None


class _Merge(_Table):
    id: Id
    into: Id


class _Split(_Merge):
    tie: Tie


class _File(_Table):
    organizations: Annotated[list[_Organization], Field(default_factory=list)]
    exercises: Annotated[list[_Named], Field(default_factory=list)]
    people: Annotated[list[_Named], Field(default_factory=list)]
    merges: Annotated[list[_Merge], Field(default_factory=list)]
    splits: Annotated[list[_Split], Field(default_factory=list)]


@dataclass(frozen=True)
class UserOrganization:
    """An organization, with what the user says of it."""

    name: str
    forms: tuple[str, ...]
    """All that it is called, its name and acronym among them."""
    acronym: str | None
    kind: str | None
    country: str | None


@dataclass(frozen=True)
class UserLexicon:
    """What a user's file says; empty if there is none."""

    organizations: tuple[UserOrganization, ...] = ()
    exercises: tuple[ExerciseSeries, ...] = ()
    merges: Mapping[str, str] = field(default_factory=dict)
    """Ids of what is the same: from the one that goes to the one that stays."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of people that the file names, by id."""
    splits: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The id of whoever bears a name and has a tie to a country or organization."""
    digest: str = ""
    """SHA-256 of the file; empty if there is none."""


EMPTY: Final = UserLexicon()


def read_lexicon(path: Path) -> UserLexicon:
    """Return the lexicon in the file at `path`; raises OSError, and LexiconError if it is none."""
    content = path.read_bytes()
    try:
        text = content.decode()
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LexiconError(line, "this is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(_line_told(str(error), content), str(error)) from error
    lines = text.splitlines()
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        raise _explain(error, lines) from error
    _refuse_conflicts(file, lines)
    same = {
        f"people/{slugify(alias)}": f"people/{slugify(one.name)}"
        for one in file.people
        for alias in one.aliases
    }
    return UserLexicon(
        organizations=tuple(map(_organization, file.organizations)),
        exercises=tuple(ExerciseSeries(one.name, tuple(one.aliases)) for one in file.exercises),
        merges=same | {one.id: one.into for one in file.merges},
        names={f"people/{slugify(one.name)}": one.name for one in file.people},
        splits={(one.id, one.tie): one.into for one in file.splits},
        digest=hashlib.sha256(content).hexdigest(),
    )


def _forms(one: _Named) -> tuple[str, ...]:
    """Return all that it is called, each once."""
    acronym = one.acronym if isinstance(one, _Organization) else None
    return tuple(dict.fromkeys([one.name, *one.aliases, *([acronym] if acronym else [])]))


def _organization(one: _Organization) -> UserOrganization:
    return UserOrganization(one.name, _forms(one), one.acronym, one.kind, one.country)


def _line_told(words: str, content: bytes) -> int:
    """Return the line that the parser's message names, the last one for the end of the file."""
    told = re.search(r"line (\d+)", words)
    return int(told.group(1)) if told else content.count(b"\n") + 1


def _explain(error: ValidationError, lines: Sequence[str]) -> LexiconError:
    """Return the first thing that is wrong, in words that name the key."""
    first = error.errors()[0]
    section, *rest = map(str, first["loc"])
    index, key = (int(rest[0]) if rest else 0), (rest[1] if len(rest) > 1 else None)
    line = _line_of(lines, section, index, key)
    where = ".".join([section, *([key] if key else [])])
    if first["type"] == "extra_forbidden":
        return LexiconError(line, f"{where} is unknown")
    if first["type"] == "missing":
        return LexiconError(line, f"{where} is missing")
    return LexiconError(line, f"{where}: {first['msg'].removeprefix('Value error, ')}")


def _line_of(lines: Sequence[str], section: str, index: int, key: str | None = None) -> int:
    """Return the line of a key in the `index`th table of a section, or of the table's header."""
    seen, header, here = -1, 1, False
    for number, line in enumerate(lines, 1):
        if match := _HEADER.match(line):
            here = match.group(1) == section
            seen += here
            if here and seen == index:
                header = number
        elif _sets(line, key if here and seen == index else section if seen < 0 else None):
            return number
    return header


def _sets(line: str, key: str | None) -> bool:
    """Tell whether a line gives `key` a value, or is the header of a table of this name."""
    return key is not None and re.match(rf"\s*\[?\s*{re.escape(key)}\s*[]=]", line) is not None


def _refuse_conflicts(file: _File, lines: Sequence[str]) -> None:
    for section, number, words in _conflicts(file):
        raise LexiconError(_line_of(lines, section, number), words)


Conflict = tuple[str, int, str]
"""A section, the index of a table in it, and what is wrong with it."""


def _conflicts(file: _File) -> Iterator[Conflict]:
    """Yield the tables that contradict others."""
    for section in ("organizations", "exercises", "people"):
        yield from _shared_names(section, getattr(file, section))
    gone = {f"people/{slugify(alias)}" for one in file.people for alias in one.aliases}
    yield from _wrong_merges(file, gone)
    gone |= {merge.id for merge in file.merges}
    seen: set[tuple[str, str]] = set()
    for number, split in enumerate(file.splits):
        merged = [one for one in (split.id, split.into) if one in gone]
        if merged:
            yield "splits", number, f"{merged[0]} is merged, too"
        if split.id == split.into:
            yield "splits", number, f"{split.id} is split into itself"
        if (split.id, split.tie) in seen:
            yield "splits", number, f"{split.id} is split by {split.tie} twice"
        seen.add((split.id, split.tie))


def _shared_names(section: str, tables: Sequence[_Named]) -> Iterator[Conflict]:
    owners: dict[str, int] = {}
    for number, one in enumerate(tables):
        for form in _forms(one):
            owner = owners.setdefault(slugify(form), number)
            if owner != number:
                yield section, number, f"{form} is a name of {tables[owner].name}, too"


def _wrong_merges(file: _File, gone: Set[str]) -> Iterator[Conflict]:
    """Yield the merges that lead nowhere; `gone` are the ids that aliases lead away from."""
    leaving = Counter(one.id for one in file.merges)
    for number, merge in enumerate(file.merges):
        if merge.id.partition("/")[0] != merge.into.partition("/")[0]:
            yield "merges", number, f"{merge.id} and {merge.into} are of two kinds"
        if merge.id == merge.into:
            yield "merges", number, f"{merge.id} is merged into itself"
        if merge.id in gone or leaving[merge.id] > 1:
            yield "merges", number, f"{merge.id} is merged twice"
        if merge.into in gone or (merge.into in leaving and merge.into != merge.id):
            yield "merges", number, f"{merge.into} is merged into another itself"


def rename(lexicon: UserLexicon, extraction: Extraction) -> Extraction:
    """Return what an article says with its entities under the ids that the user gives them."""
    new_id = dict(_renamed(lexicon, extraction))
    if not new_id:
        return extraction

    def renamed(one: str) -> str:
        return new_id.get(one, one)

    def known(one: str | None) -> str | None:
        return None if one is None else renamed(one)

    return Extraction(
        entities=tuple(_united(lexicon, extraction.entities, new_id)),
        mentions=tuple(replace(one, entity=renamed(one.entity)) for one in extraction.mentions),
        quotes=tuple(
            replace(
                one,
                speaker=_rename_speaker(one.speaker, known),
                candidate=_rename_speaker(one.candidate, known),
            )
            for one in extraction.quotes
        ),
        claims=tuple(
            replace(
                one,
                subject=renamed(one.subject),
                object=known(one.object),
                asserted_by=known(one.asserted_by),
            )
            for one in extraction.claims
        ),
    )


def _renamed(lexicon: UserLexicon, extraction: Extraction) -> Iterator[tuple[str, str]]:
    for one in extraction.entities:
        ties = sorted(_ties_of(one.id, extraction.claims))
        split = (lexicon.splits[one.id, tie] for tie in ties if (one.id, tie) in lexicon.splits)
        new = next(split, lexicon.merges.get(one.id, one.id))
        if new != one.id:
            yield one.id, new


def _ties_of(entity: str, claims: Iterable[Claim]) -> set[str]:
    return {
        one.object for one in claims if one.subject == entity and one.predicate in _TIES
        and one.object
    }  # fmt: skip


def _united(
    lexicon: UserLexicon, entities: Iterable[Entity], new_id: Mapping[str, str]
) -> Iterator[Entity]:
    """Yield the entities under their new ids, those that have become one as one."""
    groups: dict[str, list[Entity]] = {}
    for one in entities:
        groups.setdefault(new_id.get(one.id, one.id), []).append(one)
    for new, group in groups.items():
        first = next((one for one in group if one.id == new), group[0])
        name = lexicon.names.get(new, first.name)
        aliases = {alias for one in group for alias in (one.name, *one.aliases)} - {name}
        yield replace(first, id=new, name=name, aliases=tuple(sorted(aliases)))


def _rename_speaker(speaker: Speaker | None, known: Renaming) -> Speaker | None:
    if speaker is None:
        return None
    also = tuple(replace(one, entity=known(one.entity)) for one in speaker.also)
    return replace(speaker, entity=known(speaker.entity), also=also)
