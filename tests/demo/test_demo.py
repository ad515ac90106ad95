"""The demo region: built once, believable on any day, and every fictional person can sign in."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from kadrost.audit.models import Entry
from kadrost.demo.build import PASSWORD, DemoRefused, build_demo
from kadrost.demo.region import PEOPLE
from kadrost.roadmaps.models import Checkpoint, Plan, Report, Ruling
from kadrost.roadmaps.models.checkpoints import Standing

TODAY = date(2026, 11, 20)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_demo_has_plans_in_every_standing_and_a_journalled_history(client: Client) -> None:
    built = build_demo(today=TODAY)
    assert (built.plans, built.measures) == (4, 28 + 1 + 14 + 10 + 13 + 6 + 2 + 2 + 9 + 9)
    assert list(Plan.objects.order_by("pk").values_list("short_title", flat=True)) == [
        "Кадры для промышленности",
        "Развитие ЦОПП",
        "Протокол совета № 1/2026",
        "Типовая дорожная карта",
        "Совет по кадровой политике: протокол № 2/2026",
        "Рабочая группа: протокол № 1/2026",
        "Совет по кадровой политике: протокол № 3/2026",
        "Макет: центр навыков",
        "Центр навыков",
    ]
    standings = Counter(checkpoint.standing(TODAY) for checkpoint in Checkpoint.objects.all())
    assert set(standings) >= set(Standing) - {Standing.REMOVED}
    assert set(Ruling.objects.values_list("kind", flat=True)) == {"accept", "return", "extend", "remove"}
    assert set(Report.objects.values_list("claim", flat=True)) == {"done", "partly"}
    assert (
        Entry.objects.filter(action__in=["report", "accept", "return", "extend", "remove"]).count() == built.acts_played
    )
    for person in PEOPLE:
        assert client.login(login=person.login, password=PASSWORD) or client.login(
            username=person.login, password=PASSWORD
        )


def test_demo_of_an_early_day_has_nothing_of_later_days() -> None:
    build_demo(today=date(2026, 2, 10))
    assert Plan.objects.count() == 2
    assert not Report.objects.filter(reported_on__gt=date(2026, 2, 10)).exists()


def test_a_used_database_is_refused_and_stays_as_it_is() -> None:
    build_demo(today=date(2026, 2, 10))
    before = Entry.objects.count()
    with pytest.raises(DemoRefused):
        build_demo(today=TODAY)
    assert Entry.objects.count() == before
