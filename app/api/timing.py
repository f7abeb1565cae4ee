"""What is known of the answering of one request: its id, and how long what took."""

from dataclasses import dataclass, field
from time import perf_counter

from starlette.types import Scope

_TIMING = "newskb.timing"


@dataclass
class Timing:
    """One request, and the seconds that went into answering it."""

    request_id: str
    began: float = field(default_factory=perf_counter)
    database: float = 0.0
    """How long a snapshot of the database was open."""
    is_kept: bool = False
    """Whether the answer had been kept from an earlier request."""

    @property
    def total(self) -> float:
        """How long ago the request came."""
        return perf_counter() - self.began


def begin_timing(scope: Scope, request_id: str) -> Timing:
    """Have a request timed from now on."""
    timing = Timing(request_id)
    scope[_TIMING] = timing
    return timing


def timing_of(scope: Scope) -> Timing:
    """Return what is known of a request."""
    timing = scope[_TIMING]
    assert isinstance(timing, Timing)
    return timing
