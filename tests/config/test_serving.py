from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from kadrost.cli.run import AddressError, refuse_taken_port, shown_host
from kadrost.config import wsgi
from kadrost.config.environment import SettingError
from kadrost.config.logs import JsonLines

POLICY = {"default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"}


def test_live_needs_no_database(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_says_when_migrations_wait(client: Client) -> None:
    assert client.get("/health/ready").json() == {"status": "ok"}
    recorder = MigrationRecorder(connection)
    newest = max(name for app, name in recorder.applied_migrations() if app == "accounts")
    recorder.record_unapplied("accounts", newest)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "migrations"})


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sign-in", "/ui/keys", "/health/live", "/nothing-here", "/ui/keys?as_of=nonsense"])
def test_every_answer_carries_the_policy(client: Client, path: str) -> None:
    answer = client.get(path)
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


@pytest.mark.django_db
def test_log_names_the_route_and_no_address(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="kadrost.access"):
        client.get("/ui/keys?q=Иванов")
        client.get("/unknown/Петров")
    routes = [(record.__dict__["route"], record.__dict__["status"]) for record in caplog.records]
    assert routes == [("ui/keys", 200), ("unknown", 404)]
    assert "Иванов" not in caplog.text
    assert "Петров" not in caplog.text


def test_json_line_holds_fields_and_trace() -> None:
    try:
        raise ValueError("broken")
    except ValueError as error:
        record = logging.makeLogRecord(
            {"msg": "слово", "levelno": 40, "levelname": "ERROR", "name": "kadrost", "status": 500}
        )
        record.exc_info = (ValueError, error, error.__traceback__)
    line = json.loads(JsonLines().format(record))
    assert (line["level"], line["logger"], line["message"], line["status"]) == ("error", "kadrost", "слово", 500)
    assert line["trace"].splitlines()[-1] == "ValueError: broken"


def test_collected_files_are_demanded(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_FROM, settings.STATIC_ROOT = "collected", tmp_path
    with pytest.raises(SettingError, match="collectstatic"):
        wsgi.require_collected_files()
    (tmp_path / "staticfiles.json").write_text("{}")
    wsgi.require_collected_files()


def test_taken_port_is_refused_in_words() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AddressError) as caught:
            refuse_taken_port("127.0.0.1", port)
    assert str(caught.value) == (
        f"127.0.0.1:{port}: адрес занят или недоступен. Укажите другой порт (--port) или адрес (--host)."
    )


def test_address_is_shown_as_a_browser_writes_it() -> None:
    assert [shown_host(host) for host in ("0.0.0.0", "::1", "kadrost.example")] == [
        "localhost",
        "[::1]",
        "kadrost.example",
    ]


@pytest.mark.django_db
def test_body_too_large_is_refused_in_words_before_it_is_read(client: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 3 * 1024 * 1024
    answer = client.post("/ui/preference", b"x" * (3 * 1024 * 1024 + 1), content_type="application/octet-stream")
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "<h1>Отправлено слишком много за один раз</h1>" in page
    assert "За один раз принимается не более 3 МБ. Ничего не сохранено." in page


@pytest.mark.django_db
def test_too_many_fields_are_refused_in_words(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = client.post("/ui/preference", {"name": "theme", "value": "dark", "back": "/"})
    assert answer.status_code == 413
    assert "В форме больше 2 полей или больше 20 файлов. Ничего не сохранено." in answer.content.decode()
