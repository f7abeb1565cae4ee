"""Compares the extraction from one article with its gold annotation.

Gold is one JSON object an article: countries, people, organizations, exercises and quotes.
"""

from app.evaluation.entities import judge_mentions, judge_roles
from app.evaluation.exercises import judge_exercises
from app.evaluation.judgement import Gold, Judgement
from app.evaluation.quotes import judge_quotes
from app.records import Extraction


class BadGoldError(ValueError):
    """The gold annotation lacks what the format asks for."""


def judge(extraction: Extraction, gold: Gold) -> Judgement:
    """Return how each record of one article's extraction compares with its gold.

    Raises BadGoldError where the gold lacks a field.
    """
    judgement = Judgement()
    entities = {e.id: e for e in extraction.entities}
    try:
        judge_mentions(judgement, extraction, entities, gold)
        judge_roles(judgement, extraction.claims, entities, gold)
        judge_exercises(judgement, extraction, entities, gold)
        judge_quotes(judgement, extraction.quotes, entities, gold)
    except (KeyError, TypeError) as error:
        raise BadGoldError(f"no valid gold annotation: {error!r}") from error
    return judgement
