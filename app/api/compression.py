"""Answers as small as their clients can read: zstd, br or gzip, also of streams."""

import zlib
from collections.abc import Callable
from functools import lru_cache

import brotli
import zstandard
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.middleware.gzip import IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

MINIMUM = 500  # bytes; less is not worth it
IN_THREAD = 64 * 1024  # bytes from which compressing would keep other clients waiting
WINDOW = 18  # as a power of two: what each stream remembers, in memory of ours
GZIP_LEVEL = 5  # more costs time and saves little
BROTLI_LEVEL = 4
ZSTD_LEVEL = 3

Step = Callable[[bytes, bool], bytes]
"""Compresses a part, the last one or not, to bytes that the client can read at once."""


def _zstd() -> Step:
    parameters = zstandard.ZstdCompressionParameters.from_level(ZSTD_LEVEL, window_log=WINDOW)
    stream = zstandard.ZstdCompressor(compression_params=parameters).compressobj()

    def step(part: bytes, is_last: bool) -> bytes:
        end = zstandard.COMPRESSOBJ_FLUSH_FINISH if is_last else zstandard.COMPRESSOBJ_FLUSH_BLOCK
        return stream.compress(part) + stream.flush(end)

    return step


def _brotli() -> Step:
    stream = brotli.Compressor(quality=BROTLI_LEVEL, lgwin=WINDOW)

    def step(part: bytes, is_last: bool) -> bytes:
        done: bytes = stream.process(part) + (stream.finish() if is_last else stream.flush())
        return done

    return step


def _gzip() -> Step:
    stream = zlib.compressobj(GZIP_LEVEL, wbits=16 + zlib.MAX_WBITS)

    def step(part: bytes, is_last: bool) -> bytes:
        return stream.compress(part) + stream.flush(zlib.Z_FINISH if is_last else zlib.Z_SYNC_FLUSH)

    return step


ENCODINGS = {"zstd": _zstd, "br": _brotli, "gzip": _gzip}
"""The best first."""


@lru_cache(maxsize=256)
def choose_encoding(accepted: str) -> str:
    """Return which encoding suits a client that sent `accepted` as its Accept-Encoding.

    >>> choose_encoding("gzip, br;q=0.5"), choose_encoding("*"), choose_encoding("gzip;q=0")
    ('gzip', 'zstd', 'identity')
    """
    weights = dict(_weighted(one) for one in accepted.lower().split(","))
    others = weights.get("*", 0.0)
    # Not to be compressed is what everybody accepts, but only asked for where it is named.
    choices = [(weights.get(name, others), name) for name in ENCODINGS]
    weight, best = max(choices, key=lambda choice: choice[0])
    return best if weight and weight >= weights.get("identity", 0.0) else "identity"


def accepted_encoding(scope: Scope) -> str:
    """Return which encoding suits the client of a request."""
    return choose_encoding(",".join(Headers(scope=scope).getlist("accept-encoding")))


def _weighted(coding: str) -> tuple[str, float]:
    name, _, parameter = coding.partition(";")
    key, _, weight = parameter.strip().partition("=")
    try:
        return name.strip(), float(weight) if key.strip() == "q" else 1.0
    except ValueError:
        return name.strip(), 0.0


def with_compression(app: ASGIApp) -> ASGIApp:
    """Compress the bodies of answers for those who can read them so."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        chosen = "identity"
        if scope["type"] == "http":
            chosen = accepted_encoding(scope)
        responder = app if chosen == "identity" else _Responder(app, chosen)
        await responder(scope, receive, send)

    return answer


class _Responder(IdentityResponder):
    """Sends one answer, compressed."""

    def __init__(self, app: ASGIApp, encoding: str) -> None:
        super().__init__(app, MINIMUM)
        self.content_encoding = encoding
        self._step: Step | None = None

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        if self._step is None:
            self._step = ENCODINGS[self.content_encoding]()
        if len(body) < IN_THREAD:
            return self._step(body, not more_body)
        return await to_thread.run_sync(self._step, body, not more_body)
