"""What the log says: lines of JSON or for people, with nothing that articles or queries say."""

import datetime as dt
import json
import logging
import traceback
from typing import Any

REQUESTS = "app.requests"
"""The logger of answered requests."""

_PLAIN = "%(levelname)s: %(message)s"


class PlainFormatter(logging.Formatter):
    """Writes a line for people, and for a mistake where it happened."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging names it)
        """Return kind and place of an error; its message may hold SQL or an article's words."""
        return "\n".join(_describe(ei[1]))


class JsonFormatter(logging.Formatter):
    """Writes a line of JSON, in ASCII, so that nothing in it can begin another."""

    def format(self, record: logging.LogRecord) -> str:
        """Return what is known of the event."""
        line = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = _describe(record.exc_info[1])
        return json.dumps(line)


def _describe(error: BaseException | None) -> list[str]:
    """Return the kind of an error and where it happened, the innermost place last."""
    if error is None:
        return []
    places = traceback.extract_tb(error.__traceback__)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return [kind, *(f"  {one.filename}:{one.lineno} in {one.name}" for one in places)]


def log_config(log_format: str) -> dict[str, Any]:
    """Return how to log to standard error, in the form that logging.config takes.

    `json` has a line for each request and each problem, `text` for problems alone.
    """
    formatter = PlainFormatter if log_format == "text" else JsonFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": formatter, "fmt": _PLAIN}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "chosen"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {REQUESTS: {"level": "WARNING" if log_format == "text" else "INFO"}},
    }
