"""An article cut into quotations and the gaps between them, in tokens."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from app.extraction.quotes.marks import pair_marks

STOPS = frozenset(".!?")
_DASHES = frozenset({"-", "–", "—", "--"})
_MAX_DATELINE = 14
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A marked quotation in tokens: those between its marks, and where the marks' gap ends."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    continues: bool


@dataclass(frozen=True)
class Scene:
    """A Doc with its quotations, and for each token whether it stands outside all of them."""

    doc: Doc
    pieces: Sequence[Piece]
    paragraph_start: Sequence[int]
    paragraph_end: Sequence[int]
    quoted: set[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note the tokens inside quotations, marks included, and those of datelines."""
        inside = {i for p in self.pieces for i in range(p.outer_start, p.outer_end)}
        starts = zip(self.paragraph_start, self.paragraph_end, strict=True)
        datelines = (i for start, end in starts for i in _dateline(self.doc[start:end]))
        object.__setattr__(self, "quoted", inside.union(datelines))

    def outside(self, i: int) -> bool:
        """Tell whether token `i` is the article's own running text: in no quotation or dateline."""
        return i not in self.quoted

    def before(self, k: int) -> Span:
        """Return the gap before piece `k`, back to the last full stop in it."""
        piece = self.pieces[k]
        start = self.paragraph_start[piece.paragraph]
        if k and self.pieces[k - 1].paragraph == piece.paragraph:
            start = self.pieces[k - 1].outer_end
        stops = [i for i in range(start, piece.outer_start) if self.doc[i].text in STOPS]
        return self.doc[stops[-1] + 1 if stops else start : max(piece.outer_start, start)]

    def after(self, k: int) -> Span:
        """Return the gap after piece `k`, up to the first full stop in it."""
        piece = self.pieces[k]
        end = self.paragraph_end[piece.paragraph]
        if k + 1 < len(self.pieces) and self.pieces[k + 1].paragraph == piece.paragraph:
            end = self.pieces[k + 1].outer_start
        for i in range(piece.outer_end, end):
            if self.doc[i].text in STOPS:
                end = i
                break
        return self.doc[piece.outer_end : max(end, piece.outer_end)]

    def gap_is_whole(self, k: int) -> bool:
        """Tell whether no full stop parts piece `k` from the one before it."""
        previous, piece = self.pieces[k - 1], self.pieces[k]
        if previous.paragraph != piece.paragraph:
            return False
        between = range(previous.outer_end, piece.outer_start)
        return not any(self.doc[i].text in STOPS for i in between)


def build_scene(doc: Doc, raw: str) -> Scene:
    """Return the Doc's marked quotations in tokens; `raw` is the text with its glyphs."""
    starts = [t.idx for t in doc]
    ends = [t.idx + len(t) for t in doc]
    paragraph_start, paragraph_end = _paragraphs(doc)
    pieces = []
    for q in pair_marks(raw, doc.text):
        start, end = bisect_right(ends, q.start), bisect_left(starts, q.end)
        if start >= end:
            continue
        outer_start = bisect_right(ends, q.start - 1)
        outer_end = bisect_left(starts, q.end + 1)
        number = bisect_right(paragraph_start, start) - 1
        pieces.append(Piece(start, end, outer_start, outer_end, number, q.continues))
    return Scene(doc, pieces, paragraph_start, paragraph_end)


def _dateline(paragraph: Span) -> range:
    """Return the tokens of "SEOUL, South Korea (Agency) —" at the start of a paragraph, if any."""
    for token in paragraph[:_MAX_DATELINE]:
        hyphen = token.text == "-" and not paragraph.doc[max(token.i - 1, 0)].whitespace_
        if token.text in _DASHES and not hyphen:
            line = paragraph.doc[paragraph.start : token.i]
            return range(line.start, token.i + 1) if _names_place(line) else range(0)
        if not (token.pos_ in {"PROPN", "NUM", "PUNCT", "SYM", "X"} or token.text[:1].isupper()):
            break
    return range(0)


def _names_place(line: Span) -> bool:
    """Whether the words before a dash are a place, in capitals or known, or name an agency."""
    first = line[0] if len(line) else None
    if first is None:
        return False
    capitals = first.text.isupper() and len(first) > _SHORT
    return capitals or first.ent_type_ == "GPE" or any(t.text == "(" for t in line)


def _paragraphs(doc: Doc) -> tuple[list[int], list[int]]:
    starts, ends = [0], []
    for token in doc:
        if token.is_space and "\n" in token.text:
            ends.append(token.i)
            starts.append(token.i + 1)
    return starts, [*ends, len(doc)]
