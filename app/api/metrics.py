"""What Prometheus reads at /metrics: requests, rows of exports, and which release is served."""

import os
from collections.abc import Iterable
from sqlite3 import sqlite_version

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.api.timing import Timing
from app.storage.database import StorageError
from app.storage.snapshots import KnowledgeBase

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Names a folder where several workers add up what each has counted; set before they start."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds


class Metrics:
    """The counts of one application, or with a shared folder those of all its workers."""

    def __init__(self, base: KnowledgeBase, version: str) -> None:
        """Begin at nothing."""
        registry = CollectorRegistry()
        self.requests = Histogram(
            "newskb_request_seconds",
            "How long requests took, from their heads to the ends of their answers",
            ["route", "status"],
            buckets=BUCKETS,
            registry=registry,
        )
        self.export_rows = Counter(
            "newskb_export_rows",
            "Items sent in exports",
            ["collection", "format"],
            registry=registry,
        )
        self.kept = Counter(
            "newskb_kept_answers", "Answers sent again as they were kept", registry=registry
        )
        if SHARED_FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        else:
            ProcessCollector(registry=registry)
        registry.register(_Release(base, version))
        self._registry = registry
        # The library looks them up more slowly than many a request is answered.
        self._series: dict[tuple[str, int], Histogram] = {}

    def count_request(self, route: str, status: int, timing: Timing) -> None:
        """Count a request that is answered."""
        series = self._series.get((route, status))
        if series is None:
            series = self._series[route, status] = self.requests.labels(route, status)
        series.observe(timing.total)
        if timing.is_kept:
            self.kept.inc()

    def encode(self, accepted: str) -> tuple[bytes, str]:
        """Return all counts in a format that `accepted` names, and its media type."""
        encode, media_type = choose_encoder(accepted)
        return encode(self._registry), media_type


class _Release(Collector):
    """Tells the release at the time of asking, if there is one."""

    def __init__(self, base: KnowledgeBase, version: str) -> None:
        self._base = base
        self._version = version

    def collect(self) -> Iterable[Metric]:
        try:
            release = self._base.release() or ""
        except StorageError:
            return
        told = {"release": release, "version": self._version, "sqlite": sqlite_version}
        yield InfoMetricFamily(
            "newskb", "The release that is served, and what serves it", value=told
        )
