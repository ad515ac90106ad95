"""Russian unless the person chose English; no English word on a Russian page, no Russian one of ours on an English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.template.base import TokenType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from django.utils.translation import gettext
from tools.catalogues import tokens_of

from kadrost.accounts.models import User
from kadrost.roadmaps.models import Provision, Report, StandardEdition
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.ui.wording import choices_shown, date_long, in_russian, translated
from tests.conftest import REPOSITORY

TEMPLATES = sorted((REPOSITORY / "src" / "kadrost").rglob("templates/**/*.html"))
CYRILLIC = re.compile(r"[А-Яа-яЁё]{2,}")
MARKED_HERE = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)""")
LATIN = re.compile(r"[A-Za-z][A-Za-z.]*[A-Za-z]")
# Names of files, programs, keys and figures; the other language in itself; the site's own name.
KNOWN = {
    "kadrost", "docx", "pdf", "xlsx", "txt", "html", "ics", "iCalendar", "Docx", "PDF", "Word", "Excel", "SHA", "cookie", "Enter", "Ctrl",
    "Esc", "Caps", "Lock", "English", "II", "III", "IV", "root",
    "csv", "pptx", "odt", "ods", "png", "jpg", "jpeg", "sig", "zip", "verify", "anchor", "against",
}  # fmt: skip
READ_ATTRIBUTES = re.compile(r'\s(?:title|aria-label|placeholder|alt)="([^"]*)"')
# For those who write pages, who read names of tags.
DEVELOPERS = {"gallery.html", "ui/gallery"}
# Answers that no person reads.
MACHINES = re.compile(r"^health/")


def latin_words(text: str) -> list[str]:
    """The words in Latin letters that no Russian page may show."""
    return [word for word in LATIN.findall(text) if word.strip(".") not in KNOWN]


def visible_text(page: str) -> str:
    """What a person reads or hears of a page: its text and the attributes that are read out."""
    body = re.sub(r"<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>", " ", page, flags=re.DOTALL)
    return " ".join([*READ_ATTRIBUTES.findall(body), re.sub(r"<[^>]*>", " ", body)])


def written_text(template: Path) -> str:
    """What the template writes by itself: its text without tags of the language, variables, comments and names of CSS classes."""
    parts, unread = [], False
    for token in tokens_of(template.read_text(encoding="utf-8")):
        if token.token_type == TokenType.BLOCK:
            unread = token.contents.startswith(("block page_class", "comment"))
        written = token.token_type == TokenType.TEXT and not unread
        parts.append(token.contents if written else "Ж")
    return "".join(parts)


def pages_without_data() -> Iterator[str]:
    """The addresses that need no number of a record."""

    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            path = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, path)
            elif isinstance(entry, URLPattern) and "<" not in path and not MACHINES.match(path):
                yield path

    yield from walk(get_resolver(), "")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_template_shows_no_english_word(template: Path) -> None:
    if template.name in DEVELOPERS:
        return
    assert latin_words(visible_text(written_text(template))) == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(set(pages_without_data()) - DEVELOPERS))
@pytest.mark.parametrize("who", ["public", "administrator"])
def test_page_shows_no_english_word(client: Client, path: str, who: str) -> None:
    if who == "administrator":
        client.force_login(User.objects.create_superuser("root", surname="Серова"))
    answer = client.get(f"/{path}", headers={"accept-language": "en"})
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert latin_words(visible_text(answer.content.decode())) == []
    answer.close()


def test_what_the_browser_prefers_is_not_asked(client: Client, db: None) -> None:
    answer = client.get("/sign-in", headers={"accept-language": "en"})
    assert '<html lang="ru">' in answer.content.decode()
    assert (answer["Content-Language"], answer["Vary"]) == ("ru", "Cookie")


def test_person_chooses_english_and_returns_to_russian(client: Client, db: None) -> None:
    page = client.get("/sign-in").content.decode()
    assert '<button class="button-link" name="value" value="en" lang="en">English</button>' in page
    answer = client.post("/ui/preference", {"name": "language", "value": "en", "back": "/sign-in"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in")
    cookie = client.cookies["language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    answer = client.get("/sign-in")
    page = answer.content.decode()
    assert '<html lang="en">' in page
    assert "<h1>Signing in</h1>" in page
    assert answer["Content-Language"] == "en"
    assert "This field is required" not in page
    assert "Write your login." in client.post("/sign-in", {}).content.decode()
    client.post("/ui/preference", {"name": "language", "value": "ru"})
    assert "<h1>Вход</h1>" in client.get("/sign-in").content.decode()


def test_language_of_nobody_is_not_trusted(client: Client, db: None) -> None:
    assert client.post("/ui/preference", {"name": "language", "value": "de"}).status_code == 400
    client.cookies["language"] = "../../etc"
    assert '<html lang="ru">' in client.get("/sign-in").content.decode()


def test_refusals_speak_the_language_of_the_person(client: Client, db: None) -> None:
    client.cookies["language"] = "en"
    assert "There is no such page" in client.get("/nowhere").content.decode()
    assert "The day was not understood" in client.get("/sign-in?as_of=x").content.decode()
    assert "Such" not in client.get("/sign-in?as_of=2026-03-15").content.decode()


def test_person_menu_offers_both_languages(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("anna"))
    page = client.get("/ui/keys").content.decode()
    for code, name, pressed in (("ru", "Русский", "true"), ("en", "English", "false")):
        assert f'value="{code}" lang="{code}" aria-pressed="{pressed}">{name}</button>' in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(set(pages_without_data()) - DEVELOPERS))
def test_english_page_shows_no_russian_of_ours(client: Client, path: str) -> None:
    client.force_login(User.objects.create_superuser("root", surname="Serova"))
    client.cookies["language"] = "en"
    answer = client.get(f"/{path}")
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert (
            set(CYRILLIC.findall(visible_text(answer.content.decode()))) - {"Русский"} - words_of_the_standard()
            == set()
        )
    b"".join(answer)


def words_of_the_standard() -> set[str]:
    """What an official document says is shown as it says it, in every language."""
    texts = [*StandardEdition.objects.values_list("title", "source"), *Provision.objects.values_list("title", "asks")]
    return {word for row in texts for text in row for word in CYRILLIC.findall(text)}


def test_labels_of_records_stay_russian_and_pages_translate_them() -> None:
    with translation.override("en"):
        assert (Standing.LATE.label, translated(Standing.LATE.label)) == ("Просрочено", "Late")
        assert dict(choices_shown(Report.Claim.choices))["done"] == "Done"
        assert translated("") == ""


def test_papers_are_russian_whatever_the_page_speaks() -> None:
    with translation.override("en"):
        assert in_russian(lambda: (gettext("Планы"), date_long(date(2027, 2, 15))))() == (
            "Планы",
            "15\u00a0февраля\u00a02027",
        )
        assert gettext("Планы") == "Plans"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_template_marks_all_its_russian(template: Path) -> None:
    """What is not marked would stay Russian on an English page."""
    if template.name in DEVELOPERS:
        return
    marked = False
    unmarked = []
    for token in tokens_of(template.read_text(encoding="utf-8")):
        is_tag = token.token_type in {TokenType.BLOCK, TokenType.VAR}
        if is_tag and token.contents.startswith(("blocktranslate", "endblocktranslate", "comment", "endcomment")):
            marked = not token.contents.startswith("end")
        elif is_tag and not token.contents.startswith("translate "):
            unmarked += CYRILLIC.findall(MARKED_HERE.sub("", token.contents))
        elif token.token_type == TokenType.TEXT and not marked:
            unmarked += CYRILLIC.findall(token.contents)
    assert unmarked == []
