"""The digest: at most one a person a day, only with something to say, never to who has left office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.jobs.models import Letter
from kadrost.jobs.worker import Worker
from kadrost.kernel.calendar import is_working_day
from kadrost.notices import sections
from kadrost.notices.domain.addressees import address_of, objection_to_letter
from kadrost.notices.domain.digests import is_first_working_day_of_week, people_awaiting_digest, send_digest
from kadrost.notices.domain.settings import choose_notices, person_of_link
from kadrost.notices.models import DigestDay, NoticeSettings
from kadrost.notices.sections import Item, Part
from kadrost.notices.tasks import digests
from kadrost.region.models import Appointment
from kadrost.roadmaps.domain.reminding import remind_of_plan
from kadrost.roadmaps.models import Checkpoint
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    GroupFactory,
    OrganisationFactory,
    PlanFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
WITH_WORKER = pytest.mark.django_db(transaction=True)
State = Checkpoint.State
MONDAY = date(2027, 3, 15)
WEEKEND = date(2027, 3, 13)


def due(in_days: int, *, body: Any = None, plan: Any = None, **facts: Any) -> Checkpoint:
    """A checkpoint of the body whose term is so many days from TODAY."""
    plan = plan or PlanFactory()
    day = TODAY + timedelta(days=in_days)
    point = CheckpointFactory(measure__plan=plan, occurs_from=day - timedelta(days=30), occurs_until=day, **facts)
    if body is not None:
        DutyFactory(measure=point.measure, organisation=body)
    return point


def say(monkeypatch: pytest.MonkeyPatch, *items: Item) -> None:
    """Let the digest say these lines to everybody."""
    part = Part("Что-то", f"дел: {len(items)}", items, len(items))
    monkeypatch.setattr(sections._offers, "digest", {"test": (1, lambda *_: [part] if items else [])})


def letters_to(user: User) -> list[Letter]:
    return list(Letter.objects.filter(person_key=str(user.pk)).order_by("pk"))


def test_an_executor_reads_what_is_returned_late_and_due() -> None:
    body = OrganisationFactory()
    executor = person(Role.EXECUTOR, body, given_name="Анна", patronymic="Павловна")
    returned = due(5, body=body, state=State.RETURNED)
    late, soon = due(-4, body=body), due(10, body=body)
    due(40, body=body)
    due(3, body=OrganisationFactory())
    due(2, body=body, state=State.REPORTED)
    letter = send_digest(person=executor, today=TODAY)
    assert letter is not None
    assert letter.subject == "На 10 марта 2027: возвращено: 1, просрочено: 1, срок подходит: 1"
    blocks = letter.text.split("\n\n")
    assert blocks[0] == "Здравствуйте, Анна Павловна."
    assert [block.split("\n")[0] for block in blocks[1:4]] == [
        "Возвращено на доработку", "Срок прошёл, отчёта нет", "Срок подходит",
    ]  # fmt: skip
    assert f"срок 06.03.2027, просрочено на 4 дня ({late.plan})" in blocks[2]
    for block, point in zip(blocks[1:4], (returned, late, soon), strict=True):
        assert f"http://localhost:8000/measures/{point.measure_id}/#checkpoint-{point.pk}" in block
    assert letter.settings_url in letter.text
    assert person_of_link(letter.settings_url.rstrip("/").rpartition("/")[2]) == executor


def test_members_of_a_group_read_it_too() -> None:
    body = OrganisationFactory()
    group = GroupFactory()
    group.members.add(body)
    point = due(3)
    DutyFactory(measure=point.measure, organisation=None, group=group, printed_name="ведомства")
    assert send_digest(person=person(Role.EXECUTOR, body), today=TODAY) is not None


def test_a_controller_reads_what_waits_for_a_ruling_and_a_coordinator_what_is_not_settled() -> None:
    office, watch = OrganisationFactory(), OrganisationFactory()
    plan = PlanFactory(coordinator=office, controller=watch)
    due(3, plan=plan, state=State.REPORTED, reports_count=1)
    DutyFactory(measure=due(60, plan=plan).measure, organisation=None, printed_name="Неизвестные")
    to_controller = send_digest(person=person(Role.CONTROLLER, watch), today=TODAY)
    to_coordinator = send_digest(person=person(Role.COORDINATOR, office), today=TODAY)
    assert to_controller is not None
    assert to_controller.subject == "На 10 марта 2027: ждёт решения: 1"
    assert to_coordinator is not None
    assert to_coordinator.subject == "На 10 марта 2027: нужно решение: 1"
    assert (
        "1 название исполнителя не определено\nhttp://localhost:8000/organisations/unresolved/" in to_coordinator.text
    )


def test_nothing_to_say_is_no_letter_and_the_day_is_thought_of_once() -> None:
    executor = person(Role.EXECUTOR, OrganisationFactory())
    assert send_digest(person=executor, today=TODAY) is None
    assert DigestDay.objects.filter(person=executor, letter=None).count() == 1
    assert not people_awaiting_digest(TODAY, 23).filter(pk=executor.pk).exists()


def test_the_same_is_not_said_again_until_the_week_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = person(Role.EXECUTOR, OrganisationFactory())
    old, new = Item("old", "Старое", "/"), Item("new", "Новое", "/")
    sent = []
    for number in range(6):
        say(monkeypatch, *([old] if number != 2 else [old, new]))
        sent.append(send_digest(person=reader, today=TODAY + timedelta(days=number)) is not None)
    # Wednesday to Monday: first said, repeated in vain, something new, and again when the week begins.
    assert sent == [True, False, True, False, False, True]


def test_who_reads_weekly_gets_the_urgent_alone_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = person(Role.EXECUTOR, OrganisationFactory())
    choose_notices(person=reader, digest=NoticeSettings.Digest.WEEKLY, hour=8, today=TODAY)
    reader = User.objects.get(pk=reader.pk)
    say(monkeypatch, Item("calm", "Спокойное", "/"))
    assert send_digest(person=reader, today=TODAY) is None
    say(monkeypatch, Item("calm", "Спокойное", "/"), Item("now", "Срочное", "/", is_urgent=True))
    urgent = send_digest(person=reader, today=TODAY + timedelta(days=1))
    assert urgent is not None
    assert "Срочное" in urgent.text
    assert "Спокойное" not in urgent.text
    weekly = send_digest(person=reader, today=MONDAY)
    assert weekly is not None
    assert "Спокойное" in weekly.text


def test_a_reminder_makes_a_line_news_again() -> None:
    body = OrganisationFactory()
    executor = person(Role.EXECUTOR, body)
    point = due(14, body=body)
    said = []
    for day in (0, 1, 9, 13, 14):
        today = TODAY + timedelta(days=day)
        remind_of_plan(plan=point.plan, today=today)
        said.append(send_digest(person=executor, today=today) is not None)
    # 14 days before; nothing new; the third day before is a Sunday, so Friday tells it; nothing new; the day itself.
    assert said == [True, False, True, False, True]


@WITH_WORKER
def test_hours_settings_and_days_off_decide_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, Item("a", "Дело", "/"))
    body = OrganisationFactory()
    usual, early, never = (person(Role.EXECUTOR, body) for _ in range(3))
    choose_notices(person=early, digest=NoticeSettings.Digest.DAILY, hour=6, today=TODAY)
    choose_notices(person=never, digest=NoticeSettings.Digest.OFF, hour=6, today=TODAY)
    UserFactory()
    assert list(people_awaiting_digest(TODAY, 7)) == [early]
    assert list(people_awaiting_digest(TODAY, 8)) == [usual, early]
    assert list(people_awaiting_digest(WEEKEND, 23)) == []
    with time_machine.travel(f"{TODAY}T15:20:00+03:00", tick=False):
        digests.ask(key="d", day=TODAY.isoformat(), hour=15)
        digests.ask(key="again", day=TODAY.isoformat(), hour=15)
        digests.ask(key="yesterday", day=(TODAY - timedelta(days=1)).isoformat(), hour=15)
        Worker().drain()
    assert sorted(Letter.objects.values_list("person_key", flat=True)) == sorted([str(usual.pk), str(early.pk)])


@WITH_WORKER
def test_one_persons_trouble_does_not_keep_others_from_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    body = OrganisationFactory()
    troubled, other = person(Role.EXECUTOR, body), person(Role.EXECUTOR, body)

    def source(reader: User, *_: Any) -> list[Part]:
        if reader == troubled:
            raise ZeroDivisionError
        return [Part("Что-то", "дело", (Item("a", "Дело", "/"),), 1)]

    monkeypatch.setattr(sections._offers, "digest", {"test": (1, source)})
    digests.ask(key="d", day=TODAY.isoformat(), hour=9)
    Worker().drain()
    assert [letter.person_key for letter in Letter.objects.all()] == [str(other.pk)]


def test_who_has_left_office_gets_nothing_even_what_was_written() -> None:
    body = OrganisationFactory()
    executor = person(Role.EXECUTOR, body)
    due(3, body=body)
    letter = send_digest(person=executor, today=TODAY)
    assert letter is not None
    assert objection_to_letter(letter) == ""
    Appointment.objects.filter(person=executor).update(valid_until=TODAY - timedelta(days=1))
    assert objection_to_letter(letter) == "Назначение этого человека прекращено: письмо не отправлено."
    assert not people_awaiting_digest(TODAY + timedelta(days=1), 23).filter(pk=executor.pk).exists()


def test_address_is_the_email_or_a_login_that_is_one() -> None:
    assert address_of(UserFactory(login="a@b.example")) == "a@b.example"
    assert address_of(UserFactory(login="short")) == ""
    assert address_of(UserFactory(login="c@d.example", email="e@f.example")) == "e@f.example"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    attempts=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 23), st.sets(st.integers(0, 3))), max_size=12),
    ends=st.integers(0, 12),
)
def test_never_two_a_day_and_none_after_the_end(
    attempts: list[tuple[int, int, set[int]]], ends: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is attempted when: a person and day have one letter at most, on working days, while in office."""
    reader = person(Role.EXECUTOR, OrganisationFactory())
    last = TODAY + timedelta(days=ends)
    Appointment.objects.filter(person=reader).update(valid_until=last)
    for day, hour, keys in attempts:
        say(monkeypatch, *(Item(str(key), "Дело", "/", is_urgent=key == 3) for key in keys))
        today = TODAY + timedelta(days=day)
        for waiting in people_awaiting_digest(today, hour):
            send_digest(person=waiting, today=today)
    days = [letter.key.rpartition(":")[2] for letter in letters_to(reader)]
    assert len(days) == len(set(days))
    assert all(is_working_day(date.fromisoformat(day)) and date.fromisoformat(day) <= last for day in days)


def test_first_working_day_of_a_week() -> None:
    assert is_first_working_day_of_week(MONDAY)
    assert not is_first_working_day_of_week(TODAY)
    # 8 March 2027 is a holiday and a Monday.
    assert not is_first_working_day_of_week(date(2027, 3, 8))
    assert is_first_working_day_of_week(date(2027, 3, 9))
