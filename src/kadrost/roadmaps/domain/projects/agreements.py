"""Agreements about projects and their supplements: kept with money by years, and handed in with a report as its document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.control import add_evidence
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.projects.errors import ProjectRefused
from kadrost.roadmaps.domain.stored_documents import GivenDocument, as_evidence, put_document
from kadrost.roadmaps.models import AgreementAmount, Evidence, Project, ProjectAgreement, Report
from kadrost.roadmaps.permissions.projects import require

Kind = ProjectAgreement.Kind
PLAIN_FIELDS = ("kind", "supplements", "number", "signed_on", "parties", "unit", "filed_in")
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """An agreement as typed; `amounts` by year in its unit."""

    kind: str
    number: str
    signed_on: date
    parties: str
    unit: str = ProjectAgreement.Unit.THOUSANDS
    filed_in: str = ""
    supplements: ProjectAgreement | None = None
    amounts: Mapping[int, Decimal] = field(default_factory=dict)


@transaction.atomic
def add_agreement(
    *,
    project: Project,
    facts: AgreementFacts,
    given: GivenDocument,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> ProjectAgreement:
    """Keep an agreement about the project.

    Raises `PermissionRefused`, `ControlRefused` for a file that is not taken, and `ProjectRefused` for missing
    requisites, a supplement to nothing or to another project's agreement, a year out of bounds, or a second one.
    """
    require("projects.change", acting, project)
    _check(project, facts, existing=None)
    agreement = ProjectAgreement(project=project, entered_on=today, **_plain(facts))
    put_document(agreement, given)
    agreement.save()
    _keep_amounts(agreement, facts.amounts)
    record(
        actor=acting.actor(request_id=request_id), action="add_agreement", subject=project, on=today,
        ground=str(agreement), after={"agreement": str(agreement), "amounts": _said(facts)},
    )  # fmt: skip
    return agreement


@transaction.atomic
def change_agreement(
    *,
    agreement: ProjectAgreement,
    facts: AgreementFacts,
    given: GivenDocument,
    version: int,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> ProjectAgreement:
    """Change an agreement; without a new file the one kept stays. Raises as `add_agreement`, and `StaleVersion`."""
    require("projects.change", acting, agreement.project)
    related = ("project__territory",)
    locked = ProjectAgreement.objects.select_for_update(of=("self",)).select_related(*related).get(pk=agreement.pk)
    if locked.version != version:
        raise StaleVersion
    _check(locked.project, facts, existing=locked)
    before = {"agreement": str(locked), "amounts": _said_rows(locked)}
    for name, value in _plain(facts).items():
        setattr(locked, name, value)
    put_document(locked, given)
    locked.version += 1
    locked.save()
    _keep_amounts(locked, facts.amounts)
    record(
        actor=acting.actor(request_id=request_id), action="change_agreement", subject=locked.project, on=today,
        before=before, after={"agreement": str(locked), "amounts": _said(facts)},
    )  # fmt: skip
    return locked


def attach_agreement(
    *,
    agreement: ProjectAgreement,
    report: Report,
    requirement_id: int | None,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> list[Evidence]:
    """Hand the agreement in with a report of a measure of its project, as one of its confirming documents.

    Raises what `add_evidence` raises, and `ProjectRefused` where the measure belongs to another project, or the
    agreement has neither file nor link.
    """
    ties = report.checkpoint.measure.project_ties.filter(state="confirmed")
    projects = {tie.project_id for tie in ties}
    if not projects & {agreement.project_id, *_parts_of(agreement.project)}:
        raise ProjectRefused("Мероприятие отчёта не относится к этому проекту.", remedy="Выберите другой отчёт.")
    if not agreement.file and not agreement.link:
        raise ProjectRefused("У соглашения нет ни файла, ни ссылки.", remedy="Сначала приложите файл к соглашению.")
    draft = as_evidence(
        agreement,
        kind=Kind(agreement.kind).label,
        title=str(agreement.project),
        number=agreement.number,
        dated_on=agreement.signed_on,
        requirement_id=requirement_id,
    )
    return add_evidence(
        report=report, acting=acting, drafts=[draft], version=report.checkpoint.version, today=today,
        request_id=request_id,
    )  # fmt: skip


def _check(project: Project, facts: AgreementFacts, *, existing: ProjectAgreement | None) -> None:
    if not facts.number.strip() or not facts.parties.strip():
        raise ProjectRefused("Номер или стороны не указаны.", remedy="Запишите их так, как в соглашении.")
    if facts.kind == Kind.SUPPLEMENT and facts.supplements is None:
        raise ProjectRefused(
            "Не сказано, к какому соглашению дополнительное.", remedy="Внесите сначала основное соглашение."
        )
    if facts.supplements is not None and (
        facts.supplements.project_id != project.pk or (existing is not None and facts.supplements.pk == existing.pk)
    ):
        raise ProjectRefused("Дополняется соглашение другого проекта.", remedy="Выберите соглашение этого проекта.")
    wrong = [str(year) for year in facts.amounts if year not in YEARS]
    if wrong:
        raise ProjectRefused(f"Год указан неверно: {', '.join(wrong)}.", remedy="Напишите год четырьмя цифрами.")
    twins = project.agreements.filter(kind=facts.kind, number=facts.number.strip(), signed_on=facts.signed_on)
    if twins.exclude(pk=existing.pk if existing else 0).exists():
        raise ProjectRefused("Такое соглашение уже внесено.", remedy="Откройте его на странице проекта.")


def _plain(facts: AgreementFacts) -> dict[str, Any]:
    values = {name: getattr(facts, name) for name in PLAIN_FIELDS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _keep_amounts(agreement: ProjectAgreement, amounts: Mapping[int, Decimal]) -> None:
    agreement.amounts.all().delete()
    AgreementAmount.objects.bulk_create(
        AgreementAmount(agreement=agreement, year=year, amount=amount) for year, amount in sorted(amounts.items())
    )


def _said(facts: AgreementFacts) -> list[str]:
    unit = ProjectAgreement.Unit(facts.unit).label
    return [f"{year}: {amount.normalize():f} {unit}" for year, amount in sorted(facts.amounts.items())]


def _said_rows(agreement: ProjectAgreement) -> list[str]:
    unit = ProjectAgreement.Unit(agreement.unit).label
    return [f"{one.year}: {one.amount.normalize():f} {unit}" for one in agreement.amounts.all()]


def _parts_of(project: Project) -> set[int]:
    """The projects below: an agreement about the whole serves its parts too."""
    found: set[int] = set()
    waiting = [project.pk]
    while waiting:
        parts = set(Project.objects.filter(parent__in=waiting).values_list("pk", flat=True)) - found
        found |= parts
        waiting = list(parts)
    return found
