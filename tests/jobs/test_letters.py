"""Letters: written once, sent in the background, withheld where somebody objects, secret ones wiped."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from kadrost.config.environment import SettingError
from kadrost.config.mail import Mail, mail_from, site_url_from
from kadrost.jobs import letters
from kadrost.jobs.letter_html import letter_html
from kadrost.jobs.letters import NO_ADDRESS, NO_MAIL, send_letter
from kadrost.jobs.models import Job, Letter
from kadrost.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Здравствуйте.\n\nСрок подходит\n– 1.2 Список мастерских\nhttp://localhost:8000/measures/7/\n\nkadrost"


@pytest.fixture(autouse=True)
def with_smtp(settings: Settings) -> None:
    settings.MAIL_MODE = "smtp"
    settings.DEFAULT_FROM_EMAIL = "kadrost@region.example"


def write(**changes: Any) -> Letter:
    facts = {"kind": "note", "key": "k", "to": "a@b.example", "subject": "Сводка\nдня", "text": TEXT, **changes}
    return send_letter(**facts)


def test_a_letter_goes_once_with_both_parts() -> None:
    letter = write(settings_url="http://localhost:8000/notices/")
    assert write().pk == letter.pk
    Worker().drain()
    Worker().drain()
    sent = mail.outbox
    assert [one.subject for one in sent] == ["Сводка дня"]
    assert sent[0].to == ["a@b.example"]
    assert sent[0].extra_headers["List-Unsubscribe"] == "<http://localhost:8000/notices/>"
    assert sent[0].extra_headers["Message-ID"].startswith(f"<letter-{letter.pk}.")
    assert sent[0].extra_headers["Message-ID"].endswith("@region.example>")
    assert isinstance(sent[0], EmailMultiAlternatives)
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.error) == ("sent", 1, "")


def test_a_secret_letter_loses_its_text_when_sent() -> None:
    letter = write(is_secret=True)
    Worker().drain()
    letter.refresh_from_db()
    assert (letter.state, letter.text) == ("sent", "")
    assert "Список мастерских" in mail.outbox[0].body


def test_without_an_address_it_is_kept_with_the_reason() -> None:
    assert (write(to="").state, write(to="").error) == ("failed", NO_ADDRESS)
    assert not Job.objects.exists()


def test_without_mail_it_is_kept_and_nothing_is_asked(settings: Settings) -> None:
    settings.MAIL_MODE = "none"
    letter = write()
    assert (letter.state, letter.error) == ("unsent", NO_MAIL)
    settings.MAIL_MODE = "mailbox"
    assert write(key="other").state == "kept"
    assert not Job.objects.exists()


def test_an_objection_withdraws_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_objections", [lambda letter: "Назначение прекращено."])
    letter = write()
    Worker().drain()
    letter.refresh_from_db()
    assert (letter.state, letter.error, letter.text) == ("withdrawn", "Назначение прекращено.", "")
    assert mail.outbox == []


def test_a_refused_address_fails_and_a_deaf_server_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: EmailMultiAlternatives) -> int:
        raise {"no": smtplib.SMTPRecipientsRefused({}), "deaf": ConnectionRefusedError()}[self.to[0].split("@")[0]]

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    refused, waiting = write(key="1", to="no@b.example"), write(key="2", to="deaf@b.example")
    Worker().drain()
    refused.refresh_from_db()
    waiting.refresh_from_db()
    assert (refused.state, waiting.state) == ("failed", "waiting")
    assert sorted(Job.objects.values_list("state", flat=True)) == ["failed", "waiting"]


def test_html_escapes_and_makes_links_of_addresses() -> None:
    html = letter_html("Кто <b>\n– пункт\nhttps://a.example/?q=1&x=2\n\nhttps://b.example/")
    assert "<p><b>Кто &lt;b&gt;</b></p><ul><li>" in html
    assert '<a href="https://a.example/?q=1&amp;x=2">пункт</a>' in html
    assert '<p><a href="https://b.example/">https://b.example/</a></p>' in html


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", Mail()),
        ("mailbox:", Mail(mode="mailbox")),
        ("smtp://u:p%40@m.example", Mail("smtp", "m.example", 587, "u", "p@", starttls=True)),
        ("smtp://m.example:25?tls=no", Mail("smtp", "m.example", 25)),
        ("smtps://u:p@m.example", Mail("smtp", "m.example", 465, "u", "p", tls=True)),
    ],
)
def test_the_mail_server_is_named_by_one_address(url: str, said: Mail) -> None:
    assert mail_from(url) == said


@pytest.mark.parametrize("url", ["http://m", "smtp://", "smtp://m:port", "smtp://u:secret@m?tls=maybe", "m.example"])
def test_a_mail_address_that_is_not_understood_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(SettingError) as refusal:
        mail_from(url)
    assert "secret" not in str(refusal.value)


def test_site_url() -> None:
    assert site_url_from("https://kadrost.example/") == "https://kadrost.example"
    with pytest.raises(SettingError):
        site_url_from("kadrost.example")
