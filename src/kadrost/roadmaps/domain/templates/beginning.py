"""A plan begun out of a template, its facts, terms, executors and values kept step by step; and giving it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.templates.blanks import BlankRow, read_value
from kadrost.roadmaps.domain.templates.executors import MOST_BODIES, BodiesOf, ExecutorRow, choice_of
from kadrost.roadmaps.domain.templates.terms import compile_in
from kadrost.roadmaps.models import Act, Adaptation, Plan
from kadrost.roadmaps.permissions import may_see_plan, require

LONGEST_PLAN_YEARS = 12
State = Adaptation.State


@dataclass(frozen=True, slots=True)
class AdaptationFacts:
    """Whose plan it will be, by which act, from when to when, and by which rule its terms move."""

    territory: Territory
    coordinator: Organisation
    controller: Organisation | None
    title: str
    short_title: str
    starts_on: date
    ends_on: date
    shift: str
    act_type: str = ""
    issuer: str = ""
    number: str = ""
    signed_on: date | None = None
    is_public: bool = False


@transaction.atomic
def begin_adaptation(
    *, template: Plan, facts: AdaptationFacts, acting: Acting, today: date, request_id: str = ""
) -> Adaptation:
    """Begin a region's plan out of the template; nothing is under control by it.

    Raises `PermissionRefused`, and `ControlRefused` where the plan is no template, has no name, or ends before it starts.
    """
    if template.kind != Act.Kind.TEMPLATE:
        raise ControlRefused("Это не макет.", remedy="Откройте документ, прочитанный как типовой план.")
    if not may_see_plan(acting, template):
        raise PermissionRefused("Этот макет вам не виден.", remedy="Обратитесь к координатору.")
    _check(facts, acting)
    adaptation = Adaptation.objects.create(
        template=template, template_edition=template.edition, made_by=acting.user, made_on=today, **_plain(facts)
    )
    record(
        actor=acting.actor(request_id=request_id), action="begin_adaptation", subject=adaptation, on=today,
        after={"template": str(template), "title": adaptation.title},
    )  # fmt: skip
    return adaptation


@transaction.atomic
def change_facts(*, adaptation: Adaptation, facts: AdaptationFacts, acting: Acting, version: int) -> None:
    """Say the plan's facts anew, by the template as it is now; another territory forgets the executors.

    Refusals as of `begin_adaptation`, `StaleVersion`.
    """
    locked = lock(adaptation, acting, version)
    _check(facts, acting)
    if facts.territory.pk != locked.territory_id:
        locked.executors = {}
    locked.template_edition = locked.template.edition
    for name, value in _plain(facts).items():
        setattr(locked, name, value)
    _keep(locked, adaptation)


@transaction.atomic
def set_term(
    *, adaptation: Adaptation, measures: Sequence[int], phrase: str | None, acting: Acting, version: int
) -> None:
    """Write the term of these measures of the template; None gives them back to the rule.

    Raises `PermissionRefused`, `StaleVersion`, `ControlRefused` for a phrase that is not understood.
    """
    locked = lock(adaptation, acting, version)
    if phrase is not None:
        phrase = " ".join(phrase.split())
        if phrase and not (schedule := compile_in(locked, phrase)).understood:
            raise ControlRefused(
                f"Срок «{phrase}» не понят: {schedule.why}",
                remedy="Напишите срок иначе, например «март 2027 года».",
            )
    for key in map(str, measures):
        if phrase is None:
            locked.terms.pop(key, None)
        else:
            locked.terms[key] = phrase
    _keep(locked, adaptation)


@transaction.atomic
def set_executors(
    *,
    adaptation: Adaptation,
    typed: Mapping[str, Sequence[str]],
    rows: Sequence[ExecutorRow],
    acting: Acting,
    version: int,
) -> None:
    """Name the bodies for the printed executors, in words; a name without any is left as printed.

    Raises `PermissionRefused`, `StaleVersion`, `ControlRefused` for a name that the registry does not know.
    """
    locked = lock(adaptation, acting, version)
    known = BodiesOf(locked.territory)
    for row in rows:
        if row.key not in typed:
            continue
        bodies = []
        for name in [name for name in typed[row.key] if name.strip()][:MOST_BODIES]:
            body = known.of_name(name)
            if body is None:
                raise ControlRefused(
                    f"Организации «{name.strip()[:120]}» в справочнике нет.",
                    where=row.printed,
                    remedy="Выберите название из подсказки или заведите организацию.",
                )
            bodies.append(choice_of(body))
        locked.executors[row.key] = list(dict.fromkeys(bodies))
    _keep(locked, adaptation)


@transaction.atomic
def set_values(
    *,
    adaptation: Adaptation,
    typed: Mapping[str, Mapping[int, str]],
    rows: Sequence[BlankRow],
    acting: Acting,
    version: int,
) -> None:
    """Keep the values typed for the blanks by the year; raises `PermissionRefused`, `StaleVersion`, `ControlRefused`."""
    locked = lock(adaptation, acting, version)
    for row in rows:
        if row.key not in typed:
            continue
        kept = {}
        for year in row.values:
            words = typed[row.key].get(year, "").strip()
            if read_value(words, row.kind, where=row.measure.number) is not None:
                kept[str(year)] = words
        locked.values[row.key] = kept
    _keep(locked, adaptation)


@transaction.atomic
def abandon_adaptation(*, adaptation: Adaptation, acting: Acting, today: date, request_id: str = "") -> None:
    """Give the plan up; what was said of it stays in the journal. Raises `PermissionRefused`, `ControlRefused`."""
    locked = lock(adaptation, acting, None)
    locked.state = State.ABANDONED
    _keep(locked, adaptation)
    record(
        actor=acting.actor(request_id=request_id), action="abandon_adaptation", subject=locked, on=today,
        before={"title": locked.title},
    )  # fmt: skip


def lock(adaptation: Adaptation, acting: Acting, version: int | None) -> Adaptation:
    """The adaptation, locked for the caller's transaction; `PermissionRefused`, `StaleVersion`, `ControlRefused` where it is over."""
    related = ("territory", "coordinator", "controller", "template__act")
    locked = Adaptation.objects.select_for_update(of=("self",)).select_related(*related).get(pk=adaptation.pk)
    require("roadmaps.import", acting, locked.territory)
    if locked.state != State.OPEN:
        raise ControlRefused("Подготовка этого плана завершена.", remedy="Откройте план или начните другой.")
    if version is not None and locked.version != version:
        raise StaleVersion
    return locked


def _keep(locked: Adaptation, adaptation: Adaptation) -> None:
    locked.version += 1
    locked.save()
    adaptation.refresh_from_db()


def _check(facts: AdaptationFacts, acting: Acting) -> None:
    require("roadmaps.import", acting, facts.territory)
    may = facts.coordinator.pk in acting.organisation_ids(Role.COORDINATOR)
    if not may and not acting.reaches(facts.territory.pk, Role.ADMINISTRATOR):
        raise PermissionRefused(
            "План готовит его координатор.", remedy="Выберите организацию, которую вы представляете."
        )
    if not facts.title.strip() or not facts.short_title.strip():
        raise ControlRefused("План не назван.", remedy="Впишите полное и короткое название.")
    if facts.ends_on <= facts.starts_on:
        raise ControlRefused("План кончается раньше, чем начинается.", remedy="Проверьте оба дня.")
    if facts.ends_on.year - facts.starts_on.year >= LONGEST_PLAN_YEARS:
        raise ControlRefused("План дольше двенадцати лет.", remedy="Проверьте день окончания.")


def _plain(facts: AdaptationFacts) -> dict[str, object]:
    plain = {name: getattr(facts, name) for name in (one.name for one in fields(facts))}
    return {name: value.strip() if isinstance(value, str) else value for name, value in plain.items()}
