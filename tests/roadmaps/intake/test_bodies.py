"""Printed names: gathered once, proposed with reasons, and settled without a person only where it is sure."""

from __future__ import annotations

import pytest

from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import Directory
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake import effective_reading
from kadrost.roadmaps.domain.intake.bodies import automatic_choices, body_rows, guess_kind, is_collective
from kadrost.roadmaps.domain.intake.said import said_controller, said_coordinator
from tests.roadmaps.intake.conftest import start
from tests.roadmaps.intake.documents import GROUPED, LABOUR, MINISTRY, roadmap
from tests.web.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_each_name_stands_once_with_its_count(
    territory: Territory, coordinator: Acting, ministry: Organisation
) -> None:
    text = roadmap(**{f"май 2027 года\t{MINISTRY}": "май 2027 года\tминистерство ремёсел Энской области"})
    rows = body_rows(effective_reading(start(coordinator, text)), {}, Directory(territory))
    assert [(row.printed, row.variants, row.count, row.choice) for row in rows] == [
        (LABOUR, (), 2, ""),
        (MINISTRY, ("министерство ремёсел Энской области",), 2, f"organisation:{ministry.pk}"),
    ]


def test_members_and_groups_of_the_document(territory: Territory, coordinator: Acting, ministry: Organisation) -> None:
    rows = body_rows(effective_reading(start(coordinator, roadmap(GROUPED))), {}, Directory(territory))
    assert [(row.printed, row.choice, row.member_of) for row in rows] == [
        (LABOUR, "", "Отраслевые ведомства"),
        ("Комитет по торговле Энской области", "", "Отраслевые ведомства"),
        ("отраслевые ведомства", "definition:0", ""),
        (MINISTRY, f"organisation:{ministry.pk}", ""),
    ]


def test_without_a_person_only_what_is_sure_is_settled(territory: Territory, coordinator: Acting) -> None:
    known = OrganisationFactory(name="Департамент труда и занятости Энской области", territory=territory)
    text = roadmap(
        **{
            LABOUR: "Департамент труда и занятасти Энской области",
            MINISTRY: "Министерство ремёсел и торговли Энской области",
        }
    )
    reading = effective_reading(start(coordinator, text))
    directory = Directory(territory)
    [similar] = directory.proposals("Министерство ремёсел и торговли Энской области")
    assert 0.55 <= similar.score < 0.9
    assert automatic_choices(reading, {}, directory) == {
        "Департамент труда и занятасти Энской области": f"organisation:{known.pk}"
    }


def test_an_empty_registry_fills_itself(territory: Territory, coordinator: Acting) -> None:
    reading = effective_reading(start(coordinator))
    assert automatic_choices(reading, {MINISTRY: "none"}, Directory(territory)) == {LABOUR: "new:authority"}


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Министерство ремёсел", "authority"),
        ("Заместитель Губернатора Энской области", "official"),
        ("Администрация города Энска", "municipality"),
        ("Энский политехнический колледж", "college"),
        ("Союз мастеров", "union"),
        ("Рабочая группа", "body"),
        ("Ромашка", "other"),
    ],
)
def test_a_kind_is_guessed_by_the_first_telling_word(printed: str, kind: str) -> None:
    assert guess_kind(printed) == kind


def test_collective_names() -> None:
    assert is_collective("образовательные организации")
    assert is_collective("ПОО")
    assert not is_collective("Министерство ремёсел")
    assert not is_collective("Минпросвещения России")
    assert not is_collective("АСИ")


def test_the_document_says_who_controls_and_coordinates(coordinator: Acting) -> None:
    plain = effective_reading(start(coordinator)).reading
    controller = said_controller(plain)
    assert controller is not None
    assert controller.words == "Министерство ремёсел Энской области"
    assert said_coordinator(plain) is None
    grouped = said_coordinator(effective_reading(start(coordinator, roadmap(GROUPED))).reading)
    assert grouped is not None
    assert (grouped.words, grouped.where) == (MINISTRY, "паспорт")
