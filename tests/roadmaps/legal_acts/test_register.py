"""Legal acts: how they stand on a day, renewal, what plans ask for, import from a table."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.region.domain.people import acting_on
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.digest.legal_acts import parts_of_legal_acts
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.legal_acts.errors import LegalActRefused
from kadrost.roadmaps.domain.legal_acts.importing import Imported, ImportRefused, import_legal_acts
from kadrost.roadmaps.domain.legal_acts.proposing import kind_asked, proposals_for
from kadrost.roadmaps.domain.legal_acts.reading import WantedActs, chain_of, due_at_work, register_lines
from kadrost.roadmaps.domain.legal_acts.register import (
    LegalActFacts,
    add_legal_act,
    change_legal_act,
    end_legal_act,
    record_event,
)
from kadrost.roadmaps.domain.legal_acts.tying import decide_proposal, untie_measure
from kadrost.roadmaps.models import LegalAct, LegalActEvent, LegalActTie, Plan
from tests.web.factories import (
    TODAY,
    DutyFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    RequirementFactory,
    person,
)

pytestmark = pytest.mark.django_db
Kind, Stage = LegalAct.Kind, LegalAct.Stage


@pytest.fixture
def plan() -> Plan:
    return PlanFactory()


@pytest.fixture
def keeper(plan: Plan) -> dict[str, Any]:
    """Who keeps the plan and the register, on the day."""
    assert plan.coordinator is not None
    return {"acting": acting_on(person(Role.COORDINATOR, plan.coordinator), TODAY), "today": TODAY}


def order(**fields: Any) -> LegalActFacts:
    """An order of our own, in force."""
    usual: dict[str, Any] = {"number": "7", "signed_on": date(2025, 6, 1), "stage": Stage.ADOPTED}
    return LegalActFacts(Kind.ORDER, "О мастерских", **(usual | fields))


def statuses(legal_act: LegalAct, *days: date) -> list[str]:
    return [legal_act.status_on(day).value for day in days]


def test_status_by_days(plan: Plan, keeper: dict[str, Any]) -> None:
    facts = order(in_force_from=date(2025, 7, 1), in_force_until=date(2026, 12, 31))
    legal_act = add_legal_act(territory=plan.territory, facts=facts, **keeper)
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2026, 10, 31), date(2026, 11, 1), date(2027, 1, 1))
    assert statuses(legal_act, *days) == ["adopted", "in_force", "in_force", "expiring", "ended"]
    needed = add_legal_act(territory=plan.territory, facts=LegalActFacts(Kind.PROCEDURE, "О смотре"), **keeper)
    assert (statuses(needed, TODAY), needed.binds_on(TODAY)) == (["needed"], False)


def test_renewal_counts_on_from_the_last_one(plan: Plan, keeper: dict[str, Any]) -> None:
    legal_act = add_legal_act(territory=plan.territory, facts=order(renewal="один раз в два года"), **keeper)
    assert legal_act.renew_by == date(2027, 12, 31)
    yearly = order(number="8", renewal="ежегодно до 1 марта", signed_on=date(2026, 2, 1))
    fresh = add_legal_act(territory=plan.territory, facts=yearly, **keeper)
    assert fresh.renew_by == date(2027, 3, 1)
    yearly = order(number="9", renewal="ежегодно до 1 марта", signed_on=date(2025, 7, 1))
    other = add_legal_act(territory=plan.territory, facts=yearly, **keeper)
    assert (other.renew_by, other.status_on(TODAY)) == (date(2026, 3, 1), LegalAct.Status.OVERDUE)
    act: dict[str, Any] = {"kind": LegalActEvent.Kind.RENEWED, "document": "Приказ от 20.02.2027 № 9"}
    record_event(legal_act=other, on=date(2026, 3, 20), version=1, **act, **keeper)
    other.refresh_from_db()
    assert other.renew_by == date(2027, 3, 1)
    with pytest.raises(StaleVersion):
        record_event(legal_act=other, on=TODAY, version=1, **act, **keeper)
    record_event(legal_act=other, on=TODAY, version=2, **act, **keeper)
    other.refresh_from_db()
    assert (other.renew_by, other.due_on(TODAY)) == (date(2028, 3, 1), date(2028, 3, 1))
    with pytest.raises(LegalActRefused, match="не понято"):
        add_legal_act(territory=plan.territory, facts=order(number="10", renewal="когда-нибудь потом"), **keeper)


def test_what_is_due_is_told_to_the_responsible(plan: Plan, keeper: dict[str, Any]) -> None:
    body = OrganisationFactory()
    executor = acting_on(person(Role.EXECUTOR, body), TODAY)
    late = order(responsible=body, renewal="ежегодно до 1 марта", signed_on=date(2025, 7, 1))
    soon = order(number="8", responsible=body, in_force_until=date(2027, 4, 30))
    far = order(number="9", responsible=body, in_force_until=date(2027, 12, 31))
    made = [add_legal_act(territory=plan.territory, facts=one, **keeper) for one in (late, soon, far)]
    assert due_at_work(executor, today=TODAY) == made[:2]
    assert due_at_work(keeper["acting"], today=TODAY) == []
    assert executor.user is not None
    (part,) = parts_of_legal_acts(executor.user, executor, TODAY)
    assert [item.key.split(":", 2)[2] for item in part.items] == ["2026-03-01:late", "2027-04-30:due"]
    changed = change_legal_act(
        legal_act=made[1], facts=order(number="8", responsible=body), version=1, acting=executor, today=TODAY
    )
    assert changed.in_force_until is None
    stranger = acting_on(person(Role.EXECUTOR, OrganisationFactory()), TODAY)
    with pytest.raises(PermissionRefused):
        change_legal_act(legal_act=made[1], facts=soon, version=2, acting=stranger, today=TODAY)


def test_the_chain_of_replacements(plan: Plan, keeper: dict[str, Any]) -> None:
    first, second, third = (
        add_legal_act(territory=plan.territory, facts=order(number=number), **keeper) for number in ("1", "2", "3")
    )
    ground: dict[str, Any] = {"ended_on": date(2027, 1, 10), "ground": "Приказ от 10.01.2027 № 2"}
    end_legal_act(legal_act=first, replaced_by=second, version=1, **ground, **keeper)
    end_legal_act(legal_act=second, replaced_by=third, version=1, **ground, **keeper)
    with pytest.raises(LegalActRefused, match="сам себя"):
        end_legal_act(legal_act=third, replaced_by=first, version=1, **ground, **keeper)
    second.refresh_from_db()
    assert [one.number for one in chain_of(second)] == ["1", "3"]
    assert statuses(second, date(2027, 1, 9), TODAY) == ["in_force", "replaced"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("приказ об утверждении списка", Kind.ORDER),
        ("Регламент взаимодействия, утверждённый приказом", Kind.RULES),
        ("порядок отбора площадок", Kind.PROCEDURE),
        ("распорядительный документ", Kind.DIRECTIVE),
        ("методика аудита", Kind.METHOD),
        ("лицензия на ведение деятельности", Kind.LICENCE),
        ("нормативный правовой акт", Kind.OTHER),
        ("отчёт о проведении", None),
        ("протокол рабочей группы", None),
        ("сведения по положению 5", None),
    ],
)
def test_kinds_of_required_documents(text: str, kind: LegalAct.Kind | None) -> None:
    assert kind_asked(text) == kind


def test_required_documents_are_proposed_and_decided(plan: Plan, keeper: dict[str, Any]) -> None:
    body = OrganisationFactory()
    measures = [MeasureFactory(plan=plan) for _ in range(3)]
    for measure, text in zip(measures, ("порядок отбора площадок", "Порядка отбора площадок", "приказ о смотре"),
                             strict=True):  # fmt: skip
        RequirementFactory(measure=measure, text=text)
        DutyFactory(measure=measure, organisation=body)
    RequirementFactory(measure=measures[0], text="отчёт")
    known = add_legal_act(territory=plan.territory, facts=LegalActFacts(Kind.ORDER, "О смотре мастерских"), **keeper)
    procedure, inspection = proposals_for(plan)
    assert (procedure.title, len(procedure.requirements), procedure.known, procedure.responsible) == (
        "Порядок отбора площадок", 2, None, body,
    )  # fmt: skip
    assert inspection.known == known
    chosen = {one.pk for one in procedure.requirements}
    assert decide_proposal(plan=plan, key=procedure.key, chosen=chosen, is_confirmed=True, **keeper) == 2
    made = LegalAct.objects.get(kind=Kind.PROCEDURE)
    assert (made.stage, made.responsible, made.ties.count()) == (Stage.NEEDED, body, 2)
    refused = {one.pk for one in inspection.requirements}
    assert decide_proposal(plan=plan, key=inspection.key, chosen=refused, is_confirmed=False, **keeper) == 1
    assert proposals_for(plan) == []
    lines, totals = register_lines(acting=keeper["acting"], day=TODAY, wanted=WantedActs(status="gaps"))
    assert [(line.legal_act.kind, line.measures) for line in lines] == [("order", 0), ("procedure", 2)]
    assert totals == {LegalAct.Status.NEEDED: 2}
    untie_measure(tie=LegalActTie.objects.all()[0], **keeper)
    assert len(proposals_for(plan)) == 1


HEADINGS = (
    "№ п/п",
    "Вид документа",
    "Наименование",
    "Номер",
    "Дата документа",
    "Положение",
    "Обновление",
    "Ответственный",
)


def sheet(*rows: tuple[Any, ...]) -> bytes:
    """A workbook as people keep it, with a title above the table."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Перечень документов"])
    for row in (HEADINGS, *rows):
        page.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_table_is_brought_in_once_and_again(plan: Plan, keeper: dict[str, Any]) -> None:
    body = OrganisationFactory(short_name="Минремёсел")
    rows = [
        (1, "Приказ", "О мастерских", "7", date(2025, 6, 1), 3, "один раз в два года", "Минремёсел"),
        (2, "методические рекомендации", "О наставниках", "", "", "", "", body.name),
    ]
    common: dict[str, Any] = {"file_name": "перечень.xlsx", "territory": plan.territory} | keeper
    assert import_legal_acts(data=sheet(*rows), **common) == Imported(2, 0, 0)
    known = LegalAct.objects.get(kind=Kind.ORDER)
    assert (known.renew_by, known.provision, known.responsible, known.stage) == (
        date(2027, 12, 31), 3, body, Stage.ADOPTED,
    )  # fmt: skip
    LegalAct.objects.filter(pk=known.pk).update(issuer="Минремёсел области")
    assert import_legal_acts(data=sheet(*rows), **common) == Imported(0, 0, 2)
    changed = [(1, "Приказ", "О мастерских", "7", "01.06.2025", 4, "", ""), rows[1]]
    assert import_legal_acts(data=sheet(*changed), **common) == Imported(0, 1, 1)
    known.refresh_from_db()
    assert (known.provision, known.renew_by, known.issuer) == (4, None, "Минремёсел области")


def test_a_table_with_wrong_rows_changes_nothing(plan: Plan, keeper: dict[str, Any]) -> None:
    text = (
        "Вид;Название;Номер;Дата;Положение;Ответственный\n"
        "приказ;О смотре;1;01.02.2026;2;\n"
        "письмо;О смотре;2;01.02.2026;2;\n"
        "приказ;О садах;3;33.02.2026;2;\n"
        "приказ;О лесах;4;01.02.2026;44;\n"
        "приказ;О реках;5;01.02.2026;;Никто\n"
        "приказ;О смотре;1;01.02.2026;2;\n"
    )
    before = Entry.objects.count()
    with pytest.raises(ImportRefused) as refusal:
        import_legal_acts(data=text.encode("cp1251"), file_name="п.csv", territory=plan.territory, **keeper)
    assert [row.partition(":")[0] for row in refusal.value.rows] == [
        "Строка 3", "Строка 4", "Строка 5", "Строка 6", "Строка 7",
    ]  # fmt: skip
    assert (LegalAct.objects.count(), Entry.objects.count()) == (0, before)
    for data, said in ((b"x;y\n1;2\n", "не найдены"), ("Вид;Название\n".encode(), "нет строк")):
        with pytest.raises(LegalActRefused, match=said):
            import_legal_acts(data=data, file_name="п.csv", territory=plan.territory, **keeper)
