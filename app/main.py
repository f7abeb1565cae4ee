"""The application: the routers, and what holds for all of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import BoundedSemaphore

from fastapi import FastAPI

from app.api.addresses import PREFIX, add_redirect_handler
from app.api.caching import VERSION, add_not_modified_handler
from app.api.compression import with_compression
from app.api.exports import MAX_EXPORTS
from app.api.kept_answers import KeptAnswers, with_kept_answers
from app.api.metrics import Metrics
from app.api.middleware import (
    with_error_report,
    with_head,
    with_headers,
    with_limits,
)
from app.api.problems import add_problem_handlers
from app.api.routers import collections, names, quality, search, service, verification
from app.api.telemetry import with_telemetry
from app.settings import Settings
from app.storage.snapshots import KnowledgeBase

SUMMARY = (
    "What news articles say about countries, people, organizations and exercises, and who said "
    "what: each fact with the words that say so."
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application that answers from the database of `settings`, or the environment's.

    The database need not be there yet: `/readyz` tells when it is.
    """
    settings = settings or Settings()
    base = KnowledgeBase(settings.database, deadline=settings.query_seconds)

    @asynccontextmanager
    async def close_at_end(_app: FastAPI) -> AsyncIterator[None]:
        yield
        base.close()

    app = FastAPI(
        title="newskb",
        summary=SUMMARY,
        version=VERSION,
        openapi_url=None,  # served by the service's router
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=close_at_end,
    )
    app.state.knowledge_base = base
    app.state.text_policy = settings.text_policy
    app.state.metrics = Metrics(base, VERSION)
    app.state.export_slots = BoundedSemaphore(MAX_EXPORTS)
    questions = (search.router, names.router, verification.router)
    for router in (*questions, *collections.routers()):
        app.include_router(router, prefix=PREFIX)
    app.include_router(quality.router, prefix=PREFIX)
    app.include_router(service.router)
    add_problem_handlers(app)
    add_redirect_handler(app)
    add_not_modified_handler(app)
    _add_middleware(app, settings)
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    # The last is the outermost.
    app.add_middleware(with_compression)
    app.add_middleware(with_kept_answers, kept=KeptAnswers(settings.cache_bytes))
    app.add_middleware(with_limits)
    app.add_middleware(with_error_report)
    app.add_middleware(with_headers, origins=settings.cors_origins.split())
    app.add_middleware(with_telemetry, metrics=app.state.metrics)
    app.add_middleware(with_head)
