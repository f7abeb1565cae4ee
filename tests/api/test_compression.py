"""Bodies go out as small as clients can read them; case 104, and what 95 says of encodings."""

import gzip
import zlib
from collections.abc import AsyncIterator, Callable

import brotli
import pytest
import zstandard
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from app.api.compression import ENCODINGS, GZIP_LEVEL, choose_encoding, with_compression

PARTS = [b"boats came. " * 2_000, b"more boats came. " * 9_000, b"and left.\n"]


def unzstd(content: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(content)


DECODE: dict[str, Callable[[bytes], bytes]] = {
    "zstd": unzstd,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("GZip", "gzip"),
        ("*", "zstd"),
        ("*;q=0.1, gzip", "gzip"),
        ("zstd;q=0, *", "br"),
        ("gzip;q=0", "identity"),
        ("gzip, identity", "gzip"),
        ("identity, gzip;q=0.5", "identity"),
        ("x-gzip2, compress", "identity"),
        ("gzip;q=much", "identity"),
        (";;;,,=", "identity"),
    ],
)
def test_the_encoding_is_the_best_of_those_that_the_client_likes_most(
    accepted: str, chosen: str
) -> None:
    assert choose_encoding(accepted) == chosen


@pytest.mark.parametrize("name", ENCODINGS)
def test_each_part_of_a_stream_can_be_read_as_soon_as_it_is_sent(name: str) -> None:
    step = ENCODINGS[name]()
    decode: Callable[[bytes], bytes] = {
        "zstd": lambda: zstandard.ZstdDecompressor().decompressobj().decompress,
        "br": lambda: brotli.Decompressor().process,
        "gzip": lambda: zlib.decompressobj(16 + zlib.MAX_WBITS).decompress,
    }[name]()  # type: ignore[no-untyped-call]
    for part in PARTS:
        read = decode(step(part, part is PARTS[-1]))
        while len(read) < len(part) and (more := decode(b"")):
            read += more
        assert read == part


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_stream_stays_a_stream(name: str) -> None:
    app = FastAPI()

    async def parts() -> AsyncIterator[bytes]:
        for part in PARTS:
            yield part

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(parts(), media_type="text/csv")

    app.add_middleware(with_compression)
    with TestClient(app).stream("GET", "/stream", headers={"accept-encoding": name}) as response:
        content = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == name
    assert "content-length" not in response.headers
    assert DECODE[name](content) == b"".join(PARTS)


def test_gzip_is_not_set_to_take_longer_than_it_saves() -> None:
    assert GZIP_LEVEL <= 6
