"""Half a year of a council and a roadmap, run by its officials: each step goes by a link or button of the page before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.control import accept, report, send_back, take_the_roadmap
from tests.journeys.council import (
    find_assignments,
    find_confirmation,
    hold_first_meeting,
    hold_second_meeting,
    plan_first_meeting,
    plan_second_meeting,
    set_up_councils,
    sign_protocol,
)
from tests.journeys.editions import decide_and_take, load_next_edition
from tests.journeys.founding import found_the_region, leave_a_deputy
from tests.journeys.region import Region, administrator_only
from tests.journeys.standard import answer_assessment, close_assessment, open_assessment, tie_the_roadmap
from tests.journeys.year import (
    bind_the_group,
    find_the_missed_half_year,
    gather_the_year,
    read_letters,
    verify_the_journal,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region(monkeypatch: pytest.MonkeyPatch) -> Iterator[Region]:
    region = Region()
    region.day("2027-01-11")
    administrator_only(monkeypatch)
    yield region
    region.end()


def test_half_a_year_of_a_council_and_a_roadmap(region: Region, tmp_path: Path) -> None:
    found_the_region(region)
    region.day("2027-01-18")
    take_the_roadmap(region)
    region.day("2027-01-19")
    set_up_councils(region)
    bind_the_group(region)

    region.day("2027-02-01")
    leave_a_deputy(region)
    plan_first_meeting(region)
    region.day("2027-02-16")
    hold_first_meeting(region)
    region.day("2027-02-18")
    sign_protocol(region, "18.02.2027")
    find_assignments(region)

    report(region, "sedov", "1.1 Составить", "Перечень из 14 мастерских составлен.")
    send_back(region, "1.1 Составить", "Укажите адреса мастерских.")
    region.day("2027-02-19")
    report(region, "sedov", "1.1 Составить", "Перечень дополнен адресами.")
    accept(region, "1.1 Составить")
    region.day("2027-03-12")
    report(region, "rudin", "1.1 Министерству", "Сведения о 20 наставниках представлены.")
    accept(region, "1.1 Министерству", "orlova")
    region.day("2027-03-31")
    report(region, "lapina", "1.3 Собрать", "Загрузка за квартал – 70 %.")
    accept(region, "1.3 Собрать")

    region.day("2027-04-05")
    plan_second_meeting(region)
    region.day("2027-04-12")
    report(region, "lapina", "2.1 Заозёрскому", "План стажировок на 12 мастеров составлен.")
    region.day("2027-04-20")
    hold_second_meeting(region)
    region.day("2027-04-21")
    sign_protocol(region, "21.04.2027")
    find_confirmation(region)
    report(region, "rudin", "1.2 Утвердить", "Программа утверждена на заседании совета.")
    accept(region, "1.2 Утвердить")

    region.day("2027-06-07")
    load_next_edition(region)
    decide_and_take(region)
    tie_the_roadmap(region)
    region.day("2027-06-08")
    open_assessment(region)
    answer_assessment(region)
    region.day("2027-06-28")
    close_assessment(region)
    region.day("2027-07-02")
    find_the_missed_half_year(region)

    region.day("2028-01-16")
    region.day("2028-01-17")
    gather_the_year(region)
    read_letters(region)
    verify_the_journal(region, tmp_path / "anchors.txt")
