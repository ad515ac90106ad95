"""Records of a small fictional region, shared by all tests that need a database. Names are of nobody and nothing real."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import factory
from factory.django import DjangoModelFactory

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.kernel.rules import EveryMonths, Once
from kadrost.kernel.schedule import Schedule
from kadrost.region.models import Appointment, Invitation, Organisation, OrganisationGroup, Territory
from kadrost.roadmaps.models import Act, Checkpoint, Duty, Measure, Plan, Requirement, Section, Target

TODAY = date(2027, 3, 10)
PASSWORD = "ключ-от-сада-27"
BODY = "Составить список мастерских колледжей"


def once(start: date, end: date, phrase: str = "до 20 марта 2027 года") -> Schedule:
    """A schedule of one interval."""
    return Schedule(phrase=phrase, understood=True, rules=(Once(start=start, end=end),))


def quarterly(year: int = 2027) -> Schedule:
    """A schedule of a year's four quarters."""
    rule = EveryMonths(first=date(year, 1, 1), every=3, over_months=2, last_day=31, until=date(year, 12, 31))
    return Schedule(phrase=f"ежеквартально в {year} году", understood=True, rules=(rule,))


class TerritoryFactory(DjangoModelFactory[Territory]):
    class Meta:
        model = Territory
        django_get_or_create = ("name",)

    name = "Энская область"
    genitive = "Энской области"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Департамент ремёсел № {n + 1} Энской области")
    kind = Organisation.Kind.AUTHORITY
    territory = factory.SubFactory(TerritoryFactory)


class GroupFactory(DjangoModelFactory[OrganisationGroup]):
    class Meta:
        model = OrganisationGroup

    name = factory.Sequence(lambda n: f"Отраслевые ведомства {n + 1}")
    territory = factory.SubFactory(TerritoryFactory)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    login = factory.Sequence(lambda n: f"person{n + 1}")
    surname = factory.Sequence(lambda n: f"Испытова{n + 1}")
    given_name = "Анна"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return User.objects.create_user(fields.pop("login"), fields.pop("password", PASSWORD), **fields)


class AppointmentFactory(DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    person = factory.SubFactory(UserFactory)
    role = Role.EXECUTOR
    organisation = factory.SubFactory(OrganisationFactory)


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invited{n + 1}@region.example")
    surname = factory.Sequence(lambda n: f"Приглашёнова{n + 1}")
    given_name = "Ольга"
    role = Role.EXECUTOR
    organisation = factory.SubFactory(OrganisationFactory)
    invited_by = factory.SubFactory(UserFactory)
    digest = factory.Sequence(lambda n: sha256(f"invitation {n}".encode()).hexdigest())
    sent_at = datetime(2027, 3, 9, 9, 0, tzinfo=UTC)
    expires_at = datetime(2027, 3, 16, 9, 0, tzinfo=UTC)


class ActFactory(DjangoModelFactory[Act]):
    class Meta:
        model = Act

    kind = Act.Kind.ROADMAP
    act_type = "Распоряжение"
    issuer = "Губернатор Энской области"
    number = factory.Sequence(lambda n: f"{n + 1}-р")
    signed_on = date(2027, 1, 15)
    title = "Об утверждении плана мероприятий"
    territory = factory.SubFactory(TerritoryFactory)
    file = "acts/plan.pdf"
    file_name = "план мероприятий.pdf"
    sha256 = factory.Sequence(lambda n: sha256(str(n).encode()).hexdigest())
    text = "План мероприятий\n1.1\n" + BODY + "\nдо 20 марта 2027 года\n"


class PlanFactory(DjangoModelFactory[Plan]):
    class Meta:
        model = Plan

    act = factory.SubFactory(ActFactory)
    kind = Act.Kind.ROADMAP
    title = "План мероприятий по обновлению ремёсел Энской области"
    short_title = factory.Sequence(lambda n: f"План ремёсел {n + 1}")
    territory = factory.LazyAttribute(lambda plan: plan.act.territory)
    coordinator = factory.SubFactory(OrganisationFactory)
    period_from = date(2027, 1, 1)
    period_until = date(2027, 12, 31)
    horizon = date(2029, 12, 31)
    under_control_since = date(2027, 1, 20)


class SectionFactory(DjangoModelFactory[Section]):
    class Meta:
        model = Section

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    number = factory.Sequence(lambda n: str(n + 1))
    title = "Мастерские"


class MeasureFactory(DjangoModelFactory[Measure]):
    class Meta:
        model = Measure
        exclude = ("schedule",)

    plan = factory.SubFactory(PlanFactory)
    section = factory.SubFactory(SectionFactory, plan=factory.SelfAttribute("..plan"))
    position = factory.Sequence(lambda n: n + 1)
    number = factory.Sequence(lambda n: f"1.{n + 1}")
    title = BODY
    expected_result = "Список составлен"
    due_text = "до 20 марта 2027 года"
    schedule = once(date(2027, 3, 1), date(2027, 3, 20))
    schedule_data = factory.LazyAttribute(lambda measure: measure.schedule.to_json() if measure.schedule else None)
    schedule_words = "до 20 марта 2027 года"


class DutyFactory(DjangoModelFactory[Duty]):
    class Meta:
        model = Duty

    measure = factory.SubFactory(MeasureFactory)
    position = factory.Sequence(lambda n: n + 1)
    organisation = factory.SubFactory(OrganisationFactory)
    printed_name = factory.LazyAttribute(lambda duty: duty.organisation.name if duty.organisation else "Неизвестные")
    part = Duty.Part.LEAD


class RequirementFactory(DjangoModelFactory[Requirement]):
    class Meta:
        model = Requirement

    measure = factory.SubFactory(MeasureFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "приказ об утверждении списка"


class TargetFactory(DjangoModelFactory[Target]):
    class Meta:
        model = Target

    measure = factory.SubFactory(MeasureFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "не менее 12 мастерских"
    operator = ">="
    value = 12
    unit = "мастерская"


class CheckpointFactory(DjangoModelFactory[Checkpoint]):
    class Meta:
        model = Checkpoint

    measure = factory.SubFactory(MeasureFactory)
    plan = factory.LazyAttribute(lambda checkpoint: checkpoint.measure.plan)
    section = factory.LazyAttribute(lambda checkpoint: checkpoint.measure.section)
    occurs_from = date(2027, 3, 1)
    occurs_until = date(2027, 3, 20)
    opens_on = factory.SelfAttribute("occurs_from")
    due_on = factory.SelfAttribute("occurs_until")
    first_due_on = factory.SelfAttribute("occurs_until")


def person(role: Role, organisation: Organisation, **fields: Any) -> User:
    """A person who holds the role in the organisation, without bounds in time."""
    user = UserFactory(**fields)
    AppointmentFactory(person=user, role=role, organisation=organisation)
    return user
