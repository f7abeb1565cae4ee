"""Connections with an end to their patience, for clients that are slow or go on for ever."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_SECONDS = 10
"""How long a client may take to send a request, or to begin with one."""
STALL_SECONDS = 60
"""How long a client may read nothing of what waits for it."""
MAX_HEAD = 64 * 1024
"""Bytes of a request's first line and headers."""


class PatientProtocol(HttpToolsProtocol):
    """Uvicorn's protocol, which by itself waits for ever and takes headers of any length.

    It closes connections whose requests do not come in time, cuts off those whose clients do not
    read, and answers 400 to heads that are too long and to requests with several hosts.
    """

    _waiting: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _is_in_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        super().connection_lost(exc)
        _cancel(self._waiting)
        _cancel(self._stalled)

    def data_received(self, data: bytes) -> None:
        """Take some of a request; refuse it when its head goes on for too long."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._is_in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD:
                self.send_400_response("The head of the request is too long.")
        elif self._waiting is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()  # for what comes after line ends, which begin no request

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a request."""
        super().on_message_begin()
        self._is_in_head = True
        self._wait()

    def on_headers_complete(self) -> None:
        """Begin to answer, unless the head is one to be refused."""
        self._is_in_head = False
        self._head_bytes = 0
        names = [name for name, _ in self.headers]
        # What a parser's callback raises is answered 400.
        if names.count(b"host") > 1:
            raise ValueError("several hosts")
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > MAX_HEAD:
            raise ValueError("the head is too long")
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no longer: the request is whole."""
        super().on_message_complete()
        _cancel(self._waiting)
        self._waiting = None

    def pause_writing(self) -> None:
        """Give the client some time to read what waits for it."""
        super().pause_writing()
        self._stalled = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        super().resume_writing()
        _cancel(self._stalled)

    def _wait(self) -> None:
        _cancel(self._waiting)
        self._waiting = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
