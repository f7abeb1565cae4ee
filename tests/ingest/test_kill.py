"""Case 38: whatever moment the process is killed at, readers find a whole release."""

import multiprocessing
import signal
from pathlib import Path

import pytest
from sqlalchemy import text

from app.ingest import ingest
from app.sources.found import Found
from app.storage.database import open_database, upgrade
from app.storage.full_text import INDEXES
from app.storage.lock import open_for_writing
from tests.dump import Dump, public_dump
from tests.ingest.killed import ARTICLES, EXTRACTOR, LIMITS, run, run_and_die

POINTS = 16


def die_at(path: Path, statement: int) -> int | None:
    """Run an ingest in a process of its own; return how many statements it came to, if it lived."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.ingest.killed"])
    ours, theirs = processes.Pipe()
    process = processes.Process(target=run_and_die, args=(f"sqlite:///{path}", statement, theirs))
    process.start()
    process.join()
    assert process.exitcode == (0 if ours.poll() else -signal.SIGKILL)
    count: int | None = ours.recv() if ours.poll() else None
    return count


def check(path: Path) -> Dump:
    """Return what readers see, after making sure that nothing in it is broken."""
    engine = open_database(f"sqlite:///{path}", read_only=False)
    upgrade(engine)
    with engine.begin() as connection:
        assert connection.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        for index in INDEXES:
            step = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
            connection.execute(text(step))
        empty = connection.scalar(text("SELECT count(*) FROM release")) == 0
    dump = {} if empty else public_dump(engine)
    engine.dispose()
    return dump


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Dump]:
    """Every release of a run that nothing interrupts; the first is nothing."""
    path = tmp_path_factory.mktemp("whole") / "kb.db"
    dumps: list[Dump] = [{}]
    with open_for_writing(f"sqlite:///{path}") as engine:
        for start in range(0, len(ARTICLES), LIMITS.articles):
            batch = ARTICLES[start : start + LIMITS.articles]
            ingest(engine, [Found("f", article) for article in batch], EXTRACTOR)
            dumps.append(public_dump(engine))
    return dumps


def test_case_38_a_kill_leaves_a_whole_release_and_a_second_run_completes_it(
    tmp_path: Path, releases: list[Dump]
) -> None:
    total = die_at(tmp_path / "lives.db", 0)
    assert total
    assert check(tmp_path / "lives.db") == releases[-1]
    seen = []
    for point in range(POINTS):
        path = tmp_path / f"{point}.db"
        assert die_at(path, 1 + point * (total - 1) // (POINTS - 1)) is None
        seen.append(releases.index(check(path)))
        run(f"sqlite:///{path}")
        assert check(path) == releases[-1]
    assert seen == sorted(seen)
    # The last statement is the commit of the last release.
    assert set(seen) == set(range(len(releases) - 1))
