"""Pages of what people are told: own settings, the link of a letter, the calendar, the mailbox, background work."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.jobs.letters import send_letter
from kadrost.jobs.models import Job, Letter, Recurrence
from kadrost.jobs.tasks import tidy
from kadrost.jobs.worker import Worker
from kadrost.notices.domain.digests import stop_address
from kadrost.notices.domain.feeds import MOST_READS
from kadrost.notices.models import CalendarFeed, NoticeSettings
from kadrost.region.models import Appointment
from kadrost.roadmaps.models import Checkpoint
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    OrganisationFactory,
    PlanFactory,
    UserFactory,
    person,
)
from tests.web.scene import client_of, queries_of, text_of

pytestmark = pytest.mark.django_db
WITH_WORKER = pytest.mark.django_db(transaction=True)


def executor_with_term() -> tuple[User, Checkpoint]:
    body = OrganisationFactory()
    point = CheckpointFactory()
    DutyFactory(measure=point.measure, organisation=body)
    return person(Role.EXECUTOR, body, email=f"executor{body.pk}@region.example"), point


def link_in(page: str) -> str:
    return page.partition('class="secret-link">')[2].partition("<")[0]


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


def test_a_person_chooses_when_the_digest_comes() -> None:
    user, _ = executor_with_term()
    client = client_of(user)
    page = text_of(client.get("/notices/"))
    assert "На этом сайте почта не настроена" in page
    assert client.post("/notices/", {"digest": "weekly", "hour": "17"}).status_code == 302
    kept = NoticeSettings.objects.get(person=user)
    assert (kept.digest, kept.hour) == ("weekly", 17)
    entry = Entry.objects.get(action="choose_notices")
    assert (entry.actor_key, entry.after) == (str(user.pk), {"digest": "weekly", "hour": 17})
    for wrong in ({"digest": "hourly", "hour": "8"}, {"digest": "daily", "hour": "24"}):
        assert client.post("/notices/", wrong).status_code == 422
    assert NoticeSettings.objects.get(person=user).version == kept.version


def test_the_letters_link_changes_the_digest_without_signing_in_and_names_nobody() -> None:
    user, _ = executor_with_term()
    path = path_of(stop_address(user))
    page = text_of(Client().get(path))
    assert user.surname not in page
    assert Client().post(path, {"digest": "off"}).status_code == 200
    assert NoticeSettings.objects.get(person=user).digest == "off"
    assert Client().get(path[:-4] + "aaa/").status_code == 404


def test_the_calendar_is_read_by_a_secret_link_until_it_is_replaced_or_taken_back() -> None:
    user, point = executor_with_term()
    client, reader = client_of(user), Client()
    link = link_in(text_of(client.post("/notices/calendar/")))
    answer = reader.get(path_of(link))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    lineage = point.measure.lineage
    assert [str(event["UID"]) for event in events] == [f"{lineage}-20270301-20270320@kadrost"]
    assert str(events[0]["URL"]) == f"http://localhost:8000/measures/{point.measure_id}/#checkpoint-{point.pk}"
    token = link.rpartition("/")[2].removesuffix(".ics")
    assert token not in str(list(CalendarFeed.objects.values())) + str(list(Entry.objects.values()))
    assert token not in text_of(client.get("/notices/"))
    replaced = link_in(text_of(client.post("/notices/calendar/")))
    assert (reader.get(path_of(link)).status_code, reader.get(path_of(replaced)).status_code) == (404, 200)
    client.post("/notices/calendar/revoke/")
    assert reader.get(path_of(replaced)).status_code == 404
    assert [entry.action for entry in Entry.objects.order_by("pk")] == ["make_feed", "make_feed", "revoke_feed"]


def test_the_calendar_shows_only_ones_own_and_ends_with_the_appointment() -> None:
    user, _ = executor_with_term()
    executor_with_term()
    path = path_of(link_in(text_of(client_of(user).post("/notices/calendar/"))))
    assert Client().get(path).content.count(b"BEGIN:VEVENT") == 1
    Appointment.objects.filter(person=user).update(valid_until=TODAY - timedelta(days=1))
    assert Client().get(path).status_code == 404


def test_who_watches_over_plans_sees_a_days_terms_as_one() -> None:
    office = OrganisationFactory()
    plan = PlanFactory(controller=office)
    for _ in range(3):
        CheckpointFactory(measure__plan=plan)
    CheckpointFactory(measure__plan=PlanFactory(controller=OrganisationFactory()))
    path = path_of(link_in(text_of(client_of(person(Role.CONTROLLER, office)).post("/notices/calendar/"))))
    events = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    assert [str(event["SUMMARY"]).replace("\xa0", " ") for event in events] == ["Срок в планах: 3 контрольные точки"]


def test_a_calendar_read_too_often_is_asked_to_wait() -> None:
    user, _ = executor_with_term()
    path = path_of(link_in(text_of(client_of(user).post("/notices/calendar/"))))
    statuses = [Client().get(path).status_code for _ in range(MOST_READS + 1)]
    assert (statuses[-2], statuses[-1]) == (200, 429)
    with time_machine.travel(f"{TODAY}T10:01:00+03:00", tick=False):
        assert Client().get(path).status_code == 200


def test_the_mailbox_is_there_in_a_demonstration_alone(settings: Settings) -> None:
    settings.MAIL_MODE = "mailbox"
    first = send_letter(
        kind="digest",
        key="1",
        to="",
        person_key="7",
        name="Лыкова",
        subject="Сводка",
        text="Строка\nhttp://localhost:8000/x/",
    )
    send_letter(kind="digest", key="2", to="", person_key="8", name="Громов", subject="Другая", text="Текст")
    page = text_of(Client().get("/mailbox/", {"person": "7"}))
    assert "Это демонстрация" in page
    assert "Сводка" in page
    assert "Другая" not in page
    assert '<a href="http://localhost:8000/x/">Строка</a>' in text_of(Client().get(f"/mailbox/{first.pk}/"))
    settings.MAIL_MODE = "smtp"
    assert Client().get("/mailbox/").status_code == 404
    assert Client().get(f"/mailbox/{first.pk}/").status_code == 404


def failed_job() -> Job:
    job = tidy.ask(key="tidy")
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.FAILED, tries=6, error="База данных не ответила.", trace="OperationalError\nfile.py:1"
    )
    return job


@WITH_WORKER
def test_the_administrator_sees_why_and_repeats() -> None:
    client = client_of(person(Role.ADMINISTRATOR, OrganisationFactory()))
    job = failed_job()
    page = text_of(client.get("/jobs/"))
    assert "Обработчик не отвечает больше двух минут" in page
    assert "База данных не ответила." in page
    assert "Почта не настроена" in page
    client.post(f"/jobs/{job.pk}/repeat/")
    Worker().drain()
    job.refresh_from_db()
    assert (job.state, job.error, job.tries) == ("done", "", 0)
    assert Entry.objects.get(action="repeat_job").object_key == str(job.pk)
    answer = client.post(f"/jobs/{job.pk}/repeat/", follow=True)
    assert "Повторяют только неудавшуюся" in text_of(answer)
    page = text_of(client.get("/jobs/"))
    assert "Обработчик работает" in page
    assert "Удалено записей очереди: 0" in page


@WITH_WORKER
def test_a_line_of_the_schedule_is_done_at_once_by_a_press() -> None:
    client = client_of(person(Role.ADMINISTRATOR, OrganisationFactory()))
    client.post("/jobs/schedule/jobs.tidy/now/")
    client.post("/jobs/schedule/jobs.tidy/now/")
    assert Job.objects.filter(name="jobs.tidy").count() == 1
    assert client.post("/jobs/schedule/none/now/").status_code == 404
    Worker().drain()
    assert set(Recurrence.objects.values_list("name", flat=True)) >= {"jobs.tidy", "roadmaps.remind", "notices.digests"}


@WITH_WORKER
def test_a_letter_that_did_not_leave_is_sent_again_once_mail_is_set(settings: Settings) -> None:
    client = client_of(person(Role.ADMINISTRATOR, OrganisationFactory()))
    letter = send_letter(kind="note", key="n", to="a@b.example", subject="Тема", text="Текст")
    assert "Почта не настроена" in text_of(client.post(f"/jobs/letters/{letter.pk}/resend/", follow=True))
    settings.MAIL_MODE = "smtp"
    client.post(f"/jobs/letters/{letter.pk}/resend/")
    Worker().drain()
    assert Letter.objects.get().state == "sent"


def test_progress_is_for_who_asked_and_as_a_fragment_for_htmx() -> None:
    asking, other = UserFactory(), UserFactory()
    job = failed_job()
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING,
        error="",
        asked_by_key=str(asking.pk),
        asked_by_name=str(asking),
        units_done=3,
        units_all=4,
    )
    page = text_of(client_of(asking).get(f"/jobs/{job.pk}/"))
    assert "3 из 4" in page
    assert 'hx-trigger="every 2s"' in page
    fragment = text_of(client_of(asking).get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}))
    assert fragment.startswith('<div id="progress"')
    assert client_of(other).get(f"/jobs/{job.pk}/").status_code == 404


def test_pages_ask_a_constant_number_of_queries() -> None:
    client = client_of(person(Role.ADMINISTRATOR, OrganisationFactory()))
    client.get("/jobs/")
    before = queries_of(client, "/jobs/")
    for number in range(30):
        tidy.ask(key=str(number))
        send_letter(kind="note", key=str(number), to="", subject="Тема", text="Текст")
    assert queries_of(client, "/jobs/") - before <= 2
    assert queries_of(client, "/jobs/") <= 16
