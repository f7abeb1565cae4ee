"""newskb as its users run it: commands as processes, and a server on a real socket."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "data" / "articles"
COMMAND = (sys.executable, "-c", "from app.cli import main; main()")


def run(*arguments: object, database: Path) -> subprocess.CompletedProcess[str]:
    """Run newskb with these arguments on the file `database`, from the project's folder."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"NEWSKB_DATABASE": f"sqlite:///{database}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def ingest(*arguments: object, database: Path) -> str:
    """Ingest as `arguments` say and return the release."""
    done = run("ingest", *arguments, database=database)
    assert done.returncode == 0, done.stderr
    return done.stdout.rpartition("release: ")[2].strip()


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """Serve the file `database` at a free port; give the address once it is ready."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--database", f"sqlite:///{database}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert json.loads(fetch(f"{address}/readyz"))["status"] == "ready"
            yield address
        finally:
            process.terminate()


def fetch(address: str) -> str:
    """Return the body at `address`; urllib's error unless it is answered 200."""
    with urllib.request.urlopen(address, timeout=30) as response:
        assert response.status == 200
        body: bytes = response.read()
    return body.decode()


def fetch_json(address: str) -> Any:
    """Return what the JSON at `address` says."""
    return json.loads(fetch(address))


def fetch_lines(address: str) -> list[Any]:
    """Return what each line of JSON at `address` says."""
    return [json.loads(line) for line in fetch(address).splitlines()]
