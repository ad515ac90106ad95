"""The English catalogue of an app is complete, has its placeholders, and is compiled as it stands."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

import pytest
from django.utils import translation
from tools.catalogues import (
    CatalogueError,
    Entry,
    apps_of,
    catalogue_of,
    compiled,
    marked_in_python,
    marked_in_template,
    marked_strings,
    placeholders,
    read_po,
    write_po,
)

from tests.conftest import REPOSITORY

APPS = apps_of(REPOSITORY / "src" / "kadrost")
FORMS = re.compile(r"[^,]+(,[а-яё][^,]*){2}")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
each_app = pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)


def test_apps_have_catalogues() -> None:
    assert {"ui", "accounts"} <= {app.name for app in APPS}


def test_no_catalogue_of_russian_is_left() -> None:
    assert sorted((REPOSITORY / "src" / "kadrost").glob("*/locale/ru")) == []


@each_app
def test_every_marked_string_has_its_english(app: Path) -> None:
    entries = read_po(catalogue_of(app))
    marked = set(marked_strings(app))
    assert sorted(marked - {entry.id for entry in entries}) == [], (
        "run `make translations`, write the English, run it again"
    )
    assert sorted({entry.id for entry in entries} - marked) == []
    assert [entry.id for entry in entries if not entry.text or entry.fuzzy] == []


@each_app
def test_ids_are_russian_and_texts_are_not(app: Path) -> None:
    entries = read_po(catalogue_of(app))
    assert [entry.id for entry in entries if not CYRILLIC.search(entry.id)] == []
    assert [entry.text for entry in entries if CYRILLIC.search(re.sub("«.*?»", "", entry.text))] == []


@each_app
def test_placeholders_are_equal(app: Path) -> None:
    wrong = [entry.id for entry in read_po(catalogue_of(app)) if placeholders(entry.id) != placeholders(entry.text)]
    assert wrong == []


@each_app
def test_three_forms_of_a_noun_have_two_in_english(app: Path) -> None:
    counted = [entry for entry in read_po(catalogue_of(app)) if FORMS.fullmatch(entry.id)]
    assert [entry.id for entry in counted if len(entry.text.split(",")) != 2] == []


@each_app
def test_compiled_catalogue_is_up_to_date(app: Path) -> None:
    file = catalogue_of(app)
    assert file.with_suffix(".mo").read_bytes() == compiled(read_po(file)), "run `make translations`"


def test_one_russian_string_has_one_english_over_all_apps() -> None:
    """Catalogues of all apps are merged into one, so a second wording would win or lose by chance."""
    seen: dict[str, set[str]] = {}
    for app in APPS:
        for entry in read_po(catalogue_of(app)):
            seen.setdefault(entry.id, set()).add(entry.text)
    assert {key: texts for key, texts in seen.items() if len(texts) > 1} == {}


def test_djangos_own_texts_stay_russian_without_a_catalogue_of_ours() -> None:
    with translation.override("ru"):
        assert translation.gettext("This field is required.") == "Обязательное поле."
        assert translation.ngettext("%(num)d day", "%(num)d days", 5) % {"num": 5} == "5 дней"
        assert translation.gettext("Скоро срок") == "Скоро срок"
    with translation.override("en"):
        assert translation.gettext("Скоро срок") == "Due soon"


def test_catalogue_is_written_read_and_compiled_without_loss(tmp_path: Path) -> None:
    entries = [
        Entry("Планы", "Plans", places=["a.html", "b.py"]),
        Entry("day\x04на", "as of"),
        Entry('Файл «%(name)s»\nне "открыт"', 'File %(name)s\nis not "open"', fuzzy=True),
        Entry("Пусто", ""),
    ]
    write_po(tmp_path / "django.po", entries)
    assert read_po(tmp_path / "django.po") == entries
    spoken = gettext.GNUTranslations(io.BytesIO(compiled(entries)))
    assert (spoken.gettext("Планы"), spoken.pgettext("day", "на")) == ("Plans", "as of")
    assert (spoken.gettext("Пусто"), spoken.gettext(entries[2].id)) == ("Пусто", entries[2].id)
    assert spoken.ngettext("one", "many", 2) == "many"


def test_every_way_of_marking_is_found(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(
        "{% load i18n components typography %}{# {% translate 'нет' %} #}"
        "{% if a %}{% translate 'Да' context 'yes' as yes %}{% endif %}{% translate other %}"
        "{% blocktranslate trimmed with b=c %}\n Всего\n {{ b }}{% endblocktranslate %}"
        "{% table caption='a' %}{% for a in b %}{% translate 'В таблице' %}{% endfor %}{% endtable %}"
        "{{ n|counted:_('день,дня,дней') }}{% crumb _(\"Планы\") url %}{% icon name %}",
        encoding="utf-8",
    )
    assert sorted(marked_in_template(template)) == [
        "yes\x04Да",
        "В таблице",
        "Всего %(b)s",
        "Планы",
        "день,дня,дней",
    ]
    python = tmp_path / "view.py"
    python.write_text("a = _('Да')\nb = pgettext('day', 'на')\n", encoding="utf-8")
    assert sorted(marked_in_python(python)) == ["day\x04на", "Да"]


@pytest.mark.parametrize("source", ["_(f'Всего {n}')", "_(text)", "ngettext('день', 'дня', n)"])
def test_what_translators_could_never_see_is_refused(tmp_path: Path, source: str) -> None:
    python = tmp_path / "view.py"
    python.write_text(source, encoding="utf-8")
    with pytest.raises(CatalogueError):
        list(marked_in_python(python))


def test_plural_of_templates_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(
        "{% load i18n %}{% blocktranslate count n=n %}день{% plural %}дни{% endblocktranslate %}", encoding="utf-8"
    )
    with pytest.raises(CatalogueError):
        list(marked_in_template(template))
