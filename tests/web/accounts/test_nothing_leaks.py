"""A whole journey with made-up people: none of their data gets into logs, addresses, letters about failures, the journal."""

from __future__ import annotations

import html
import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from urllib.parse import unquote

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.config.logs import JsonLines
from kadrost.jobs.models import Letter
from kadrost.region.domain.people import acting_on
from kadrost.region.domain.personal.consents import give_consent
from kadrost.region.domain.personal.erasing import ask_erasure
from kadrost.roadmaps.models import Evidence
from tests.web.factories import (
    PASSWORD,
    TODAY,
    CheckpointFactory,
    DutyFactory,
    OrganisationFactory,
    PlanFactory,
    person,
)

pytestmark = pytest.mark.django_db

MARK = "яснопольск"
CONTACTS = ("vidnaya-pochta", "5554321", "primetnyj-login", "zametnaya")
NAMES = (MARK, "виденея", "сквозьлесовна", "подписантов", "приглашаемск", "гостинка", "представительск")
NAMED_IN_JOURNAL = {"person", "deputy", "words"}
"""Under these names alone the journal may hold a name in before and after: who was appointed, and the words of a report,
which are an official act. It keeps them for ever; contacts are hidden even there."""


@dataclass
class Traces:
    """What a journey leaves behind outside of pages and tables."""

    logs: io.StringIO = field(default_factory=io.StringIO)
    addresses: list[str] = field(default_factory=list)

    def holds(self, *words: str) -> list[str]:
        """The words that occur in a log, an address, or a letter about a failure."""
        said = [self.logs.getvalue(), *self.addresses, *(f"{one.subject}{one.body}" for one in mail.outbox)]
        return found_in("\n".join(said), words)


def found_in(text: str, words: tuple[str, ...]) -> list[str]:
    """The words in the text however it was written: quoted for an address, escaped for JSON, in any case, with marks."""
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    plain = unquote(unescaped).lower()
    digits = re.sub(r"[ ()+-]", "", plain)
    return [word for word in words if word in plain or word in digits]


def linked_from(answer: Any) -> str:
    """Every address on the page: what a press would put into the history of a browser and into a Referer."""
    if answer.streaming or "text/html" not in answer.headers.get("Content-Type", ""):
        return ""
    page = html.unescape(answer.content.decode())
    return "\n".join(re.findall(r'(?:href|action|src)="([^"]*)"', page))


class Walker(Client):
    """A client that remembers every address it asked for and was sent to; failures come back as pages."""

    def __init__(self, traces: Traces) -> None:
        super().__init__(raise_request_exception=False)
        self.traces = traces

    def request(self, **environ: Any) -> Any:
        path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode()
        answer = super().request(**environ)
        asked = f"{path}?{environ.get('QUERY_STRING', '')}"
        self.traces.addresses += [asked, str(answer.headers.get("Location", "")), linked_from(answer)]
        if answer.streaming:
            b"".join(answer)
        return answer


@pytest.fixture
def traces(settings: Settings) -> Iterator[Traces]:
    settings.ADMINS = [("Дежурный", "duty@region.example")]
    settings.DEBUG = False
    kept = Traces()
    handler = logging.StreamHandler(kept.logs)
    handler.setFormatter(JsonLines())
    handler.setLevel(logging.DEBUG)
    names = ["", "kadrost", "django", "django.server", "django.security"]
    loggers = [logging.getLogger(name) for name in names]
    before = [(one.level, one.propagate) for one in loggers]
    configured = settings.LOGGING["loggers"]
    for one in loggers:
        one.addHandler(handler)
        # As the site is configured: what it would not write is not what this test is about.
        one.setLevel(configured.get(one.name, {}).get("level", logging.WARNING))
    yield kept
    for one, (level, propagate) in zip(loggers, before, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)
        one.propagate = propagate


@pytest.fixture
def scene() -> dict[str, Any]:
    body = OrganisationFactory()
    plan = PlanFactory(coordinator=body, controller=body)
    checkpoint = CheckpointFactory(measure__plan=plan)
    DutyFactory(measure=checkpoint.measure, organisation=body)
    who = {
        "surname": "Яснопольская",
        "given_name": "Виденея",
        "patronymic": "Сквозьлесовна",
        "email": "vidnaya-pochta@region.example",
        "phone": "+7 900 555-43-21",
    }
    official = person(Role.EXECUTOR, body, login="primetnyj-login@region.example", **who)
    administrator = person(Role.ADMINISTRATOR, body, surname="Яснопольская-вторая", login="zametnaya@region.example")
    give_consent(purpose_code="phone", acting=acting_on(official, TODAY), today=TODAY)
    ask_erasure(words="зовите меня Яснопольская", acting=acting_on(official, TODAY), today=TODAY)
    return {"body": body, "checkpoint": checkpoint, "official": official, "administrator": administrator}


def signed_in(traces: Traces, person: User) -> Walker:
    walker = Walker(traces)
    walker.post("/sign-in", {"username": person.login, "password": "не-тот-пароль-27"})
    assert walker.post("/sign-in", {"username": person.login, "password": PASSWORD}).status_code == 302
    return walker


def walk_as_official(traces: Traces, scene: dict[str, Any]) -> None:
    walker = signed_in(traces, scene["official"])
    for name in ("roadmaps-my-work", "accounts-me", "region-my-data", "region-looks", "region-my-erasure"):
        assert walker.get(reverse(name)).status_code == 200, name
    assert walker.post(reverse("region-my-export")).status_code == 200
    paper = SimpleUploadedFile("Приказ Подписантова.pdf", b"%PDF-1.4 sample", content_type="application/pdf")
    answer = walker.post(
        f"/checkpoints/{scene['checkpoint'].pk}/report/",
        {
            "claim": "done", "words": "Сделала Яснопольская", "version": 1, "document0-kind": "приказ",
            "document0-signer": "Подписантов", "document0-file": paper,
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert walker.get(reverse("roadmaps-evidence-download", args=(Evidence.objects.get().pk,))).status_code == 200
    assert walker.get(reverse("region-people")).status_code == 403
    assert walker.get("/people/999999/data/").status_code == 403
    assert walker.get("/nowhere-at-all/").status_code == 404


def walk_as_administrator(traces: Traces, scene: dict[str, Any]) -> None:
    walker = signed_in(traces, scene["administrator"])
    key = scene["official"].pk
    for name in ("region-people", "region-consents", "region-erasures", "region-journal"):
        assert walker.get(reverse(name)).status_code == 200, name
    shown = walker.post(reverse("region-person-data", args=(key,)), {"field": "phone", "reason": "work"})
    assert "555-43-21" in shown.content.decode()
    assert walker.post(reverse("region-person-export", args=(key,)), {"ground": "вх. № 1"}).status_code == 200
    walker.post(
        reverse("region-person-consent", args=(key,)),
        {"purpose": "phone", "given_on": "10.03.2027", "number": "1", "is_minor": "on",
         "representative_name": "Представительская", "representative_relation": "мать",
         "representative_document": "свидетельство"},
    )  # fmt: skip
    invited = {
        "email": "zametnaya-gostya@region.example", "surname": "Приглашаемская", "given_name": "Гостинка",
        "patronymic": "", "role": "executor",
    }  # fmt: skip
    assert walker.post(reverse("region-invitations", args=(scene["body"].pk,)), invited).status_code == 302
    link = re.search(r"https?://[^/\s]+(/invitation/\S+)", Letter.objects.latest("pk").text)
    assert link
    guest = Walker(traces)
    assert (
        guest.post(link[1], {"new_password1": PASSWORD, "new_password2": PASSWORD, "way": "password"}).status_code
        == 302
    )
    assert walker.get("/people/999999/data/").status_code == 404
    assert walker.get("/", headers={"host": "not a host"}).status_code == 400
    with mock.patch("kadrost.region.views.personal.own.kept_about", side_effect=RuntimeError("broken")):
        assert walker.get(reverse("region-my-data")).status_code == 500


def test_a_whole_journey_leaves_nobody_in_logs_addresses_and_letters(traces: Traces, scene: dict[str, Any]) -> None:
    walk_as_official(traces, scene)
    walk_as_administrator(traces, scene)
    assert [one.subject for one in mail.outbox if one.to == ["duty@region.example"]] == []
    mail.outbox.clear()
    assert len(traces.addresses) > 60
    assert traces.logs.getvalue().count("kadrost.access") > 20
    assert "RuntimeError" in traces.logs.getvalue()
    told = [one for one in traces.addresses if found_in(one, (*CONTACTS, *NAMES))]
    assert told == []
    said = [line for line in traces.logs.getvalue().splitlines() if found_in(line, NAMES)]
    assert said == []
    assert traces.holds(*CONTACTS, *NAMES, PASSWORD) == []


def test_the_journal_keeps_no_contact_and_names_only_whom_it_must(traces: Traces, scene: dict[str, Any]) -> None:
    walk_as_official(traces, scene)
    walk_as_administrator(traces, scene)
    entries = list(Entry.objects.all())
    assert {"sign_in", "invite", "accept_invitation", "export_data", "report", "ask_erasure"} <= {
        entry.action for entry in entries
    }
    for entry in entries:
        values = {**entry.before, **entry.after}
        everything = json.dumps([values, entry.object_name, entry.ground], ensure_ascii=False)
        assert found_in(everything, CONTACTS) == [], entry.action
        rest = {name: value for name, value in values.items() if name not in NAMED_IN_JOURNAL}
        assert found_in(json.dumps(rest, ensure_ascii=False), NAMES) == [], (entry.action, rest)


@pytest.mark.parametrize("level", [logging.INFO, logging.ERROR])
@pytest.mark.parametrize("value", ["Яснопольская Виденея", "+7 900 555-43-21", "vidnaya-pochta@region.example"])
def test_it_fails_where_somebody_logs_a_person(traces: Traces, scene: dict[str, Any], level: int, value: str) -> None:
    def careless(request: Any) -> HttpResponse:
        logging.getLogger("kadrost.region").log(level, "shown to %s", value)
        return HttpResponse()

    with mock.patch("kadrost.region.views.personal.own.render", side_effect=lambda request, *_rest: careless(request)):
        signed_in(traces, scene["official"]).get(reverse("region-my-data"))
    assert traces.holds(*CONTACTS, *NAMES) != []


def test_it_fails_where_a_name_gets_into_an_address_or_a_trace(traces: Traces, scene: dict[str, Any]) -> None:
    walker = signed_in(traces, scene["official"])
    walker.get("/organisations/", {"q": "Яснопольская"})
    assert traces.holds(*NAMES) == [MARK]
    assert found_in(traces.logs.getvalue(), NAMES) == []
    with mock.patch("kadrost.region.views.personal.own.kept_about", side_effect=RuntimeError("у Виденеи нет")):
        walker.get(reverse("region-my-data"))
    assert found_in(traces.logs.getvalue(), ("виденеи",)) == ["виденеи"]
