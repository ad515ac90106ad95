from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kadrost.config.database import SQLITE_OPTIONS, database_from
from kadrost.config.environment import (
    SettingError,
    read_choice,
    read_flag,
    read_integer,
    read_list,
    read_secret,
    read_zone,
)
from kadrost.config.secret_key import find_secret_key, keep_secret_key
from tests.conftest import REPOSITORY

NAME = "KADROST_SAMPLE"


@pytest.mark.parametrize(
    ("written", "expected"), [("1", True), ("Yes", True), ("off", False), ("", False), (" 0 ", False)]
)
def test_flag_is_read(monkeypatch: pytest.MonkeyPatch, written: str, expected: bool) -> None:
    monkeypatch.setenv(NAME, written)
    assert read_flag(NAME, default=True) is expected


def test_flag_unset_is_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert read_flag(NAME, default=True) is True


def test_flag_mistyped_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "ture")
    with pytest.raises(SettingError) as caught:
        read_flag(NAME)
    assert str(caught.value) == (
        "KADROST_SAMPLE: значение «ture» не понято. Допустимы: 1, true, yes, on или 0, false, no, off."
    )


@pytest.mark.parametrize("written", ["12h", "1.5", "-1", "11", "١"])
def test_integer_outside_or_no_number_stops(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(SettingError) as caught:
        read_integer(NAME, 5, least=0, most=10)
    assert caught.value.remedy == "Нужно целое число от 0 до 10."


def test_integer_list_choice_zone_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " 10 ")
    assert read_integer(NAME, 5, least=0, most=10) == 10
    monkeypatch.setenv(NAME, "a.example, b.example,,")
    assert read_list(NAME) == ["a.example", "b.example"]
    monkeypatch.setenv(NAME, "json")
    assert read_choice(NAME, "text", ("text", "json")) == "json"
    monkeypatch.setenv(NAME, "Asia/Yakutsk")
    assert read_zone(NAME, "Europe/Moscow") == "Asia/Yakutsk"


@pytest.mark.parametrize("written", ["Yakutsk", "../etc/passwd", "Asia"])
def test_zone_unknown_stops(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(SettingError, match="не найден"):
        read_zone(NAME, "Europe/Moscow")


def test_secret_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hidden\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(file))
    assert read_secret(NAME) == "hidden"
    monkeypatch.setenv(NAME, "open")
    with pytest.raises(SettingError) as caught:
        read_secret(NAME)
    assert "hidden" not in str(caught.value)
    assert "open" not in str(caught.value)


def test_secret_file_missing_or_empty_stops(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "absent"))
    with pytest.raises(SettingError, match="не читается"):
        read_secret(NAME)
    (tmp_path / "absent").write_text(" \n")
    with pytest.raises(SettingError, match="пуст"):
        read_secret(NAME)


def test_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"
    first = keep_secret_key(file)
    assert keep_secret_key(file) == first
    assert len(first) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_secret_key_is_demanded_where_the_database_is_shared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KADROST_SECRET_KEY", raising=False)
    with pytest.raises(SettingError, match="ключ не задан"):
        find_secret_key(tmp_path, embedded=False)
    monkeypatch.setenv("KADROST_SECRET_KEY", "short")
    with pytest.raises(SettingError, match="короче 32"):
        find_secret_key(tmp_path, embedded=True)
    monkeypatch.setenv("KADROST_SECRET_KEY", "k" * 32)
    assert find_secret_key(tmp_path, embedded=False) == "k" * 32
    assert list(tmp_path.iterdir()) == []


def test_database_is_sqlite_that_bears_writers(tmp_path: Path) -> None:
    found = database_from("", embedded_file=tmp_path / "k.sqlite3")
    assert found == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": tmp_path / "k.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": None,
    }
    assert SQLITE_OPTIONS["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in str(SQLITE_OPTIONS["init_command"])
    assert database_from("sqlite:////srv/k%20d.db", embedded_file=tmp_path)["NAME"] == Path("/srv/k d.db")


def test_database_is_postgresql_with_its_parts(tmp_path: Path) -> None:
    found = database_from("postgresql://kad:p%40ss@db.example:6432/region", embedded_file=tmp_path)
    assert {name: found[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "region",
        "USER": "kad",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
    }


def test_database_on_a_socket_is_named_by_its_folder(tmp_path: Path) -> None:
    found = database_from("postgresql://kad@/region?host=/run/Own.Folder", embedded_file=tmp_path)
    assert (found["HOST"], found["USER"], found["NAME"]) == ("/run/Own.Folder", "kad", "region")


@pytest.mark.parametrize(
    "url",
    ["mysql://u:secret@h/b", "postgresql://u:secret@h/", "postgresql://u:secret@h:port/b", "sqlite://", "nonsense"],
)
def test_database_address_wrong_stops_without_telling_the_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingError) as caught:
        database_from(url, embedded_file=tmp_path)
    assert "secret" not in str(caught.value)
    assert caught.value.where == "KADROST_DATABASE_URL"


def settings_of(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The settings as a fresh process sees them under this environment alone."""
    shown = "from kadrost.config import settings as s; print(s.DEBUG, s.EMBEDDED, s.TIME_ZONE, s.SESSION_COOKIE_SECURE)"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KADROST_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", shown],
        env=kept | {"KADROST_VAR": str(tmp_path / "var")} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_of_an_empty_environment_are_embedded_and_not_debug(tmp_path: Path) -> None:
    found = settings_of(tmp_path)
    assert (found.stdout, found.stderr) == ("False True Europe/Moscow False\n", "")
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_settings_follow_the_environment(tmp_path: Path) -> None:
    found = settings_of(
        tmp_path,
        KADROST_HTTPS="1",
        KADROST_TRUSTED_PROXIES="1",
        KADROST_TIME_ZONE="Asia/Tomsk",
        KADROST_SECRET_KEY="k" * 40,
        KADROST_DATABASE_URL="postgresql://u@h/b",
    )
    assert found.stdout == "False False Asia/Tomsk True\n"
    assert not (tmp_path / "var").exists()


def test_https_without_a_proxy_stops(tmp_path: Path) -> None:
    found = settings_of(tmp_path, KADROST_HTTPS="1")
    assert found.returncode == 1
    assert "KADROST_HTTPS: HTTPS включён, а прокси перед сайтом не назван." in found.stderr


def test_settings_stop_on_a_bad_value(tmp_path: Path) -> None:
    found = settings_of(tmp_path, KADROST_UPLOAD_MEGABYTES="много")
    assert found.returncode == 1
    assert found.stderr.splitlines()[-1] == (
        "kadrost.config.environment.SettingError: KADROST_UPLOAD_MEGABYTES: «много» не является целым числом. "
        "Нужно целое число от 1 до 1024."
    )


def test_every_setting_is_documented() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "src").rglob("*.py"))
    documented = (REPOSITORY / "docs" / "settings.md").read_text(encoding="utf-8")
    read = set(re.findall(r'read_\w+\(\s*"(KADROST_[A-Z_]+)"', code)) | {"KADROST_SECRET_KEY"}
    assert read == set(re.findall(r"^\| `(KADROST_[A-Z_]+)`", documented, re.MULTILINE))
