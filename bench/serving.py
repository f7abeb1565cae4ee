"""Measures requests a second over loopback, of answers kept or not, beside bare ASGI; and exports.

    python -m bench.serving --quotes 100000

All servers have one worker and run at the same time; each is asked in turn, for some rounds, over
16 connections that stay open. Prints the medians of the rounds and their ratios to bare ASGI, which
answers with as many bytes and does nothing else; then an export: rows a second, and by how much
the server's memory grew.
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
import uvloop

from app.cli.connections import PatientProtocol
from bench.walk import QUOTES_OF_ARTICLE, write

CONNECTIONS = 16
BARE = "bare"
LISTS = ("/v1/quotes?limit=20", "/v1/quotes?q=so+be+it&limit=20")


async def bare(scope: Mapping[str, Any], _receive: Any, send: Any) -> None:
    """Answer as fast as ASGI can, with as many bytes as are asked for."""
    if scope["type"] == "http":
        body = b"x" * int(scope["query_string"])
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def serve_bare() -> None:
    """Serve what does nothing, as `newskb serve` serves the API, and print where."""
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        config = uvicorn.Config(
            bare, http=PatientProtocol, lifespan="off", log_level="warning", access_log=False
        )
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def started(*command: str, **environment: str) -> Iterator[tuple[int, int]]:
    """Run a server; give its port and the id of its process."""
    with subprocess.Popen(
        (sys.executable, *command), stdout=subprocess.PIPE, text=True, env=os.environ | environment
    ) as process:
        try:
            assert process.stdout
            yield int(process.stdout.readline().rpartition(":")[2]), process.pid
        finally:
            process.terminate()


@dataclass
class Client(asyncio.Protocol):
    """Asks one thing again and again over one connection."""

    request: bytes
    answered: int = 0
    _received: bytearray = field(default_factory=bytearray)
    _transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self._transport = transport
        self._transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Ask again once an answer is whole."""
        self._received += data
        head = self._received.find(b"\r\n\r\n")
        if head < 0:
            return
        _, _, length = self._received[:head].partition(b"\r\ncontent-length: ")
        if len(self._received) >= head + 4 + int(length.partition(b"\r\n")[0] or 0):
            self.answered += 1
            self._received.clear()
            self._transport.write(self.request)


async def ask(port: int, address: str, seconds: float, headers: str = "") -> float:
    """Return how many answers came a second."""
    request = f"GET {address} HTTP/1.1\r\nHost: kb\r\n{headers}\r\n".encode()
    loop = asyncio.get_running_loop()
    pairs = [
        await loop.create_connection(lambda: Client(request), "127.0.0.1", port)
        for _ in range(CONNECTIONS)
    ]
    began = time.perf_counter()
    before = sum(client.answered for _, client in pairs)
    await asyncio.sleep(seconds)
    answered = sum(client.answered for _, client in pairs) - before
    elapsed = time.perf_counter() - began
    for transport, _ in pairs:
        transport.close()
    return answered / elapsed


def fetch(port: int, address: str) -> Any:
    """Return the answer as it came."""
    return urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=120)


def memory(process: int) -> float:
    """Return the megabytes that a process holds."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 1e6


def compare(ports: Mapping[str, int], address: str, rounds: int, seconds: float) -> None:
    """Print how fast each server answers."""
    with fetch(ports["kept"], address) as response:
        tag, size = response.headers["ETag"], len(response.read())
    ways = {
        "bare ASGI": (ports["bare"], f"/?{size}", ""),
        "kept": (ports["kept"], address, ""),
        "kept, zstd": (ports["kept"], address, "Accept-Encoding: zstd\r\n"),
        "not modified": (ports["kept"], address, f"If-None-Match: {tag}\r\n"),
        "not kept": (ports["fresh"], address, ""),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (port, path, headers) in ways.items():
            found[name].append(uvloop.run(ask(port, path, seconds, headers)))
    medians = {name: statistics.median(rates) for name, rates in found.items()}
    print(f"{address} ({size:,} bytes)")
    for name, rate in medians.items():
        print(f"  {name:<14}{rate:>10,.0f}/s{rate / medians['bare ASGI']:>8.3f}")


def measure_export(port: int, process: int) -> None:
    """Print how fast all quotes come, and what that takes."""
    fetch(port, "/v1/quotes?limit=1").close()
    before = highest = memory(process)
    began = time.perf_counter()
    with fetch(port, "/v1/quotes.jsonl") as response:
        rows = int(response.headers["X-Total-Count"])
        while response.read(1 << 20):
            highest = max(highest, memory(process))
    seconds = time.perf_counter() - began
    print(f"export of {rows:,} quotes: {rows / seconds:,.0f}/s, {highest - before:+.1f} MB")


def main() -> None:
    """Make a knowledge base, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3, help="of a round, for each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        url = f"sqlite:///{folder}/kb.db"
        write(url, range(options.quotes // QUOTES_OF_ARTICLE))
        serve = ("-c", "from app.cli import main; main()", "serve", "--port", "0")
        kept, process = servers.enter_context(started(*serve, "--database", url))
        fresh, _ = servers.enter_context(started(*serve, "--database", url, NEWSKB_CACHE_BYTES="0"))
        empty, _ = servers.enter_context(started("-m", "bench.serving", BARE))
        measure_export(kept, process)
        ports = {"kept": kept, "fresh": fresh, "bare": empty}
        with fetch(kept, "/v1/quotes?limit=1&fields=id") as response:
            (quote,) = json.load(response)["data"]
        for address in (*LISTS, f"/v1/{quote['id']}"):
            compare(ports, address, options.rounds, options.seconds)


if __name__ == "__main__":
    serve_bare() if sys.argv[1:] == [BARE] else main()
