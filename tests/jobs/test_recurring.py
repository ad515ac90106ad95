"""The schedule: every moment is asked for once, downtime is caught up once, and nobody doubles it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from kadrost.jobs import recurring
from kadrost.jobs.models import Job, Recurrence
from kadrost.jobs.recurring import Daily, Hourly, recur, tick
from tests.jobs import works

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2027-03-10T06:30:00+03:00")
moments = st.integers(0, 2 * 365 * 24 * 3600).map(lambda seconds: MORNING - timedelta(seconds=seconds))


@pytest.fixture(autouse=True)
def own_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurring, "_recurring", {})
    recur("tests.daily", Daily(time(6, 30)), works.mark, lambda moment: {"name": f"{moment:%d.%m}", "pieces": 1})


def at(moment: datetime) -> list[str]:
    with time_machine.travel(moment, tick=False):
        return [job.key for job in tick(moment)]


def test_a_new_line_waits_for_its_next_moment() -> None:
    assert at(MORNING - timedelta(minutes=5)) == []
    assert at(MORNING - timedelta(seconds=1)) == []
    assert at(MORNING) == ["tests.daily@2027-03-10T03:30"]
    assert at(MORNING) == []
    assert Recurrence.objects.get().next_at == MORNING + timedelta(days=1)


def test_downtime_is_caught_up_once_by_the_newest_moment() -> None:
    at(MORNING - timedelta(hours=1))
    assert at(MORNING + timedelta(days=9, hours=3)) == ["tests.daily@2027-03-19T03:30"]
    assert at(MORNING + timedelta(days=9, hours=4)) == []
    assert at(MORNING + timedelta(days=10)) == ["tests.daily@2027-03-20T03:30"]


def test_a_row_set_back_by_hand_asks_for_the_same_job() -> None:
    at(MORNING - timedelta(hours=1))
    first = at(MORNING)
    Recurrence.objects.update(next_at=MORNING)
    assert at(MORNING + timedelta(minutes=1)) == first
    assert Job.objects.count() == 1


def test_a_line_that_is_gone_loses_its_row() -> None:
    at(MORNING)
    recurring._recurring.clear()
    at(MORNING)
    assert not Recurrence.objects.exists()


@settings(max_examples=200)
@given(moments, st.sampled_from([Daily(time(0, 0)), Daily(time(23, 59)), Daily(time(6, 30)), Hourly(0), Hourly(25)]))
def test_newest_and_following_enclose_the_moment(moment: datetime, when: Daily | Hourly) -> None:
    newest, following = when.newest(moment), when.following(moment)
    assert newest <= moment < following
    assert when.following(newest) == following
    assert when.newest(following) == following
