"""Finds who says each marked quotation: by its own gaps first, then by its neighbours."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from app.extraction.quotes.rules import RULES
from app.extraction.quotes.rules.common import Attribution, words_of
from app.extraction.quotes.scene import STOPS, Piece, Scene
from app.extraction.quotes.transcripts import Turn

_MAX_LIST_GAP = 6
_HEADING = 5
"""In tokens: what is shorter and stands alone between marks may head a section."""
_SMALL_WORD = 3

Found = list[Attribution | None]


def attribute(scene: Scene, turns: Iterable[Turn] = ()) -> Found:
    """Return for each piece its attribution, or None where no rule fires.

    What stands within one of the `turns` of a transcript is its speaker's.
    """
    labels = {i: t.label for t in turns for i in range(t.label.start, t.words.end)}
    found: Found = []
    for k, piece in enumerate(scene.pieces):
        if piece.start in labels:
            found.append(Attribution("transcript-turn", labels[piece.start], None))
            continue
        found.append(_continuation(scene, k, found) or _fresh(scene, k, found))
        if found[k] is None:
            found[k] = _listed(scene, k, found)
    _share_backwards(scene, found)
    _share_in_paragraph(scene, found)
    _share_with_next_paragraph(scene, found)
    _resume(scene, found)
    return found


def _fresh(scene: Scene, k: int, found: Found) -> Attribution | None:
    """Ask the rules, then the piece before; around one cue, pieces are one utterance."""
    ruled = next((a for rule in RULES if (a := rule(scene, k)) is not None), None)
    split = _split(scene, k, found)
    if ruled is None or (split is not None and split.cue == ruled.cue):
        return split
    return ruled


def _continuation(scene: Scene, k: int, found: Found) -> Attribution | None:
    """Go on with the quotation before, which its paragraph left open.

    Who speaks may be told only where the whole ends.
    """
    if not scene.pieces[k].continues or not k:
        return None
    previous = found[k - 1]
    own = _fresh(scene, k, found)
    told = own is not None and own.rule.startswith("followed")
    if previous is not None and previous.speaker is not None and not told:
        return Attribution("continued", previous.speaker, previous.cue, joins=k - 1)
    if own is None:
        return Attribution("continued", None, None, joins=k - 1)
    return replace(own, joins=k - 1)


def _split(scene: Scene, k: int, found: Found) -> Attribution | None:
    """Join a piece that follows at once on an attribution, or on the piece before."""
    if not k or scene.pieces[k - 1].paragraph != scene.pieces[k].paragraph:
        return None
    previous = found[k - 1]
    if previous is None or previous.speaker is None:
        return None
    between = scene.doc[scene.pieces[k - 1].outer_end : scene.pieces[k].outer_start]
    stops = [t.i for t in between if t.text in STOPS]
    if len(stops) > 1 or (stops and words_of(scene.doc[stops[0] + 1 : between.end])):
        return None
    if between.start <= previous.speaker.start < between.end:
        return Attribution("split", previous.speaker, previous.cue, joins=k - 1)
    if not words_of(between):
        return Attribution("adjoining", previous.speaker, previous.cue, joins=k - 1)
    return None


def _listed(scene: Scene, k: int, found: Found) -> Attribution | None:
    """Share the speaker of a quotation in the same sentence: X called it "…" and "…"."""
    previous = found[k - 1] if k else None
    if previous is None or previous.speaker is None or not scene.gap_is_whole(k):
        return None
    return Attribution("same-sentence", previous.speaker, previous.cue)


def _share_backwards(scene: Scene, found: Found) -> None:
    """Give the first of "…" and "…," X said the speaker of the second.

    So for the paragraphs of one quotation whose speaker comes last.
    """
    for k in range(len(found) - 2, -1, -1):
        own, following = found[k], found[k + 1]
        if following is None or following.speaker is None:
            continue
        if scene.pieces[k + 1].continues and (own is None or own.speaker is None):
            joins = own.joins if own is not None else None
            found[k] = Attribution("continued", following.speaker, following.cue, joins)
        if found[k] is not None:
            continue
        gap = scene.pieces[k + 1].outer_start - scene.pieces[k].outer_end
        near = scene.gap_is_whole(k + 1) and gap <= _MAX_LIST_GAP
        if near and following.speaker.start > scene.pieces[k + 1].start:
            found[k] = Attribution("same-sentence", following.speaker, following.cue)


def _share_in_paragraph(scene: Scene, found: Found) -> None:
    """Let a quotation without a cue go with the attributed one before it in the paragraph."""
    for k in range(1, len(found)):
        previous = found[k - 1]
        same = scene.pieces[k - 1].paragraph == scene.pieces[k].paragraph
        if found[k] is None and same and previous is not None and previous.speaker is not None:
            found[k] = Attribution("same-paragraph", previous.speaker, previous.cue)


def _is_heading(scene: Scene, piece: Piece) -> bool:
    words = scene.doc[piece.start : piece.end]
    capitals = all(t.text[0].isupper() for t in words if len(t) > _SMALL_WORD and t.is_alpha)
    return len(words) <= _HEADING and (capitals or words[-1].text[-1] not in STOPS)


def _share_with_next_paragraph(scene: Scene, found: Found) -> None:
    """Let a quotation that is a whole paragraph go with the one attributed just before it.

    What continues such a quotation over further paragraphs goes with it.
    """
    for k in range(1, len(found)):
        previous, own = found[k - 1], found[k]
        if previous is None or previous.speaker is None:
            continue
        if own is not None:
            if own.joins is not None and own.speaker is None:
                found[k] = Attribution("continued", previous.speaker, previous.cue, joins=k - 1)
            continue
        piece, last = scene.pieces[k], scene.pieces[k - 1]
        near = piece.paragraph - last.paragraph == 1
        if near and _fills_paragraph(scene, k):
            found[k] = Attribution("paragraph-after", previous.speaker, previous.cue)


def _resume(scene: Scene, found: Found) -> None:
    """Let quotations that fill their paragraphs go with the only one who has spoken so far.

    After some paragraphs of background, articles go on with what their one speaker says.
    """
    last: Attribution | None = None
    names: set[str] = set()
    for k, own in enumerate(found):
        if own is None and last is not None and len(names) == 1 and _fills_paragraph(scene, k):
            found[k] = Attribution("only-speaker", last.speaker, last.cue)
        elif own is not None and own.joins is not None and own.speaker is None and last is not None:
            before = found[own.joins]
            if before is not None and before.rule in {"only-speaker", "continued"}:
                found[k] = Attribution("continued", before.speaker, before.cue, own.joins)
        elif own is not None and own.speaker is not None and own.speaker.root.pos_ != "PRON":
            names.add(own.speaker.root.lower_)
            last = own if own.speaker.root.pos_ == "PROPN" else None


def _fills_paragraph(scene: Scene, k: int) -> bool:
    """Whether the quotation is all that its paragraph has, and more than a heading."""
    piece = scene.pieces[k]
    before = range(piece.outer_start - 1, scene.paragraph_start[piece.paragraph] - 1, -1)
    after = range(piece.outer_end, scene.paragraph_end[piece.paragraph])
    # The nearest word tells, however long the paragraph is.
    beside = (scene.doc[i] for i in chain(before, after))
    alone = all(t.is_space or t.is_punct for t in beside)
    return alone and not _is_heading(scene, piece) and not piece.continues
