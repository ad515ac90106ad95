"""The Russian catalogue of an app is complete, has its placeholders, and is compiled as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.ui.catalogue import marked_strings, placeholders, read_mo, read_po

APPS = sorted(path.parents[2] for path in (REPOSITORY / "src" / "kadrost").glob("*/locale/ru/LC_MESSAGES"))


def catalogue(app: Path) -> Path:
    return app / "locale" / "ru" / "LC_MESSAGES" / "django.po"


def test_apps_have_catalogues() -> None:
    assert {"ui", "accounts"} <= {app.name for app in APPS}


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_catalogue_is_complete(app: Path) -> None:
    entries = read_po(catalogue(app))
    assert marked_strings(app) - {entry.id for entry in entries} == set()
    assert {entry.id for entry in entries} - marked_strings(app) == set()
    assert [entry.id for entry in entries if not entry.text or entry.fuzzy] == []


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_placeholders_are_equal(app: Path) -> None:
    wrong = [entry.id for entry in read_po(catalogue(app)) if placeholders(entry.id) != placeholders(entry.text)]
    assert wrong == []


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_compiled_catalogue_is_up_to_date(app: Path) -> None:
    written = {entry.id: entry.text for entry in read_po(catalogue(app))}
    assert read_mo(catalogue(app).with_suffix(".mo")) == written


def test_one_english_word_has_one_russian_over_all_apps() -> None:
    """Catalogues of all apps are merged into one, so a second wording would win or lose by chance."""
    seen: dict[str, set[str]] = {}
    for app in APPS:
        for entry in read_po(catalogue(app)):
            seen.setdefault(entry.id, set()).add(entry.text)
    assert {key: texts for key, texts in seen.items() if len(texts) > 1} == {}
