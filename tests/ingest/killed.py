"""An ingest that kills its own process at a chosen statement, for `test_kill`."""

import os
import signal
from multiprocessing.connection import Connection as Pipe
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.ingest import BatchLimits, Extractor, ingest
from app.records import Article
from app.sources.found import Found
from app.storage.lock import hold_lock, open_for_writing
from tests.fake_extraction import extract

EXTRACTOR = Extractor(extract, "0" * 64)
LIMITS = BatchLimits(articles=3)
ARTICLES = [
    Article("“Fair wind,” said Ana Ruiz of Spain.", url="https://bay.test/1"),
    Article("John Smith of Britain saw Calm Sea 2031."),
    Article("Ruiz and Smith left."),
    Article("“Foul wind,” said Ana Ruiz of Spain.", url="https://bay.test/1"),
    Article("John Smith of Australia came to Calm Sea."),
    Article("Rosa Ruiz of Harbour Board met Zizou."),
    Article("“It is late,” said John Smith."),
]


def run(url: str) -> None:
    """Ingest the articles into the database at `url`, in batches of three."""
    found = [Found("f", article) for article in ARTICLES]
    with hold_lock(url), open_for_writing(url) as engine:
        ingest(engine, found, EXTRACTOR, limits=LIMITS)


def run_and_die(url: str, last: int, answer: Pipe) -> None:
    """Do the same and die, as by SIGKILL, before statement number `last`, commits counted.

    If there are fewer, send their number by `answer`.
    """
    count = 0

    def pass_one(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def pass_commit(_connection: Connection) -> None:
        pass_one()

    event.listen(Engine, "before_cursor_execute", pass_one)
    event.listen(Engine, "commit", pass_commit)
    run(url)
    answer.send(count)
