"""A small template under the eye of a ministry's coordinator."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake import PlanDetails, confirm_intake, start_intake
from kadrost.roadmaps.domain.templates.beginning import AdaptationFacts, begin_adaptation
from kadrost.roadmaps.models import Adaptation, Plan
from tests.web.factories import TODAY, OrganisationFactory, TerritoryFactory, person

TEMPLATE = """Типовой план мероприятий по открытию мастерских

№\tМероприятие\tСрок\tИсполнители\tОжидаемый результат\tПодтверждающие документы
1. Подготовка
1.1\tСогласовать перечень станков\t1 ноября 2019 года\tСубъект Российской Федерации\tПеречень согласован\tПисьмо
1.2\tУтвердить перечень станков\t1 ноября 2019 года\tСубъект Российской Федерации, колледж-оператор\tПеречень утверждён\tПриказ
1.3\tЗаключить договоры\t31 марта 2020 года (далее ежеквартально)\tколледж-оператор (по согласованию)\tЗаключено ___ (кол-во) договоров\tДоговоры
2. Работа
2.1\tПоддерживать сайт мастерских\tПостоянно\tколледж-оператор\tСайт работает (указать адрес и число посещений)\tСправка
2.2\tОбучить мастеров\t31 декабря 2020 года\tколледж-оператор\tОбучено по ___ программ. Число мастеров, прошедших обучение чел.\tОтчёт
"""
STARTS = date(2027, 9, 1)
ENDS = date(2028, 12, 31)


def take_template(acting: Acting, territory: Territory, text: str = TEMPLATE) -> Plan:
    """The template filed as any document is."""
    started = start_intake(data=text.encode(), name="макет.txt", territory=territory, acting=acting, today=TODAY)
    assert started.intake is not None
    details = PlanDetails(title="Макет мастерских", short_title="Макет мастерских", is_public=True)
    return confirm_intake(
        intake=started.intake, details=details, acting=acting, version=1, today=TODAY, leave_doubts=True
    )


@pytest.fixture
def territory(db: None) -> Territory:
    return TerritoryFactory()


@pytest.fixture
def ministry(territory: Territory) -> Organisation:
    return OrganisationFactory(name="Министерство ремёсел Энской области", territory=territory)


@pytest.fixture
def college(territory: Territory) -> Organisation:
    return OrganisationFactory(name="Колледж ремёсел", territory=territory)


@pytest.fixture
def coordinator(ministry: Organisation) -> Acting:
    return acting_on(person(Role.COORDINATOR, ministry), TODAY)


@pytest.fixture
def template(coordinator: Acting, territory: Territory) -> Plan:
    return take_template(coordinator, territory)


@pytest.fixture
def facts(territory: Territory, ministry: Organisation) -> AdaptationFacts:
    return AdaptationFacts(
        territory=territory,
        coordinator=ministry,
        controller=None,
        title="План мастерских Энской области",
        short_title="План мастерских",
        starts_on=STARTS,
        ends_on=ENDS,
        shift=Adaptation.Shift.YEARS,
    )


@pytest.fixture
def adaptation(template: Plan, facts: AdaptationFacts, coordinator: Acting) -> Adaptation:
    return begin_adaptation(template=template, facts=facts, acting=coordinator, today=TODAY)
