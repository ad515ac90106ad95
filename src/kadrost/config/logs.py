"""What is logged: one line an answer, by route and never by address or query, so that no personal data gets in."""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase

logger = logging.getLogger("kadrost.access")
FIELDS = ("method", "route", "status", "milliseconds", "person", "request_id")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: moment, level, logger, message, our own fields, and the trace of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; never raises on values that JSON does not know."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def access_log_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Log each answer: method, route, status, time taken, the number (not the name) of the person, the request's own id.

    The journal keeps the same id with each deed (`request.request_id`), so that the two can be laid side by side.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        request.request_id = str(uuid.uuid4())  # type: ignore[attr-defined]
        response = get_response(request)
        match = request.resolver_match
        route = match.route if match else "unknown"
        facts = {
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - started) * 1000, 1),
            "person": request.session.get("_auth_user_id") if hasattr(request, "session") else None,
            "request_id": request.request_id,  # type: ignore[attr-defined]
        }
        logger.info("%(method)s %(route)s %(status)s %(milliseconds)s ms", facts, extra=facts)
        return response

    return middleware


def logging_to_stderr(*, shape: str, level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to stderr in the `shape` text or json; the server decides where it is kept."""
    formatter = "kadrost.config.logs.JsonLines" if shape == "json" else "logging.Formatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter, "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "kadrost": {"level": level},
            # Without Django's own letters about failures: they name the person and hold what was sent.
            "django": {"handlers": []},
            # Its messages hold the address as typed, which may hold a name; ours name the route.
            "django.request": {"level": "ERROR"},
            # Anybody can send a wrong host; the answer is 400 and no trace is needed.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
