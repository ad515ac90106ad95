"""Which bodies the document's printed names mean."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.resolution import Directory
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.domain.intake import EffectiveReading, effective_reading, resolve_bodies
from kadrost.roadmaps.domain.intake.bodies import (
    COORDINATOR,
    NEW_GROUP,
    NONE,
    BodyRow,
    automatic_choices,
    body_rows,
    is_collective,
)
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only, step_facts
from kadrost.ui.wording import translated

Option = tuple[str, str]
MOST_LISTED = 120
"""Longer registries are not repeated in every row: a body is then found by typing its name."""


@require_http_methods(["GET", "HEAD", "POST"])
@importers_only
def bodies(request: ImportRequest, pk: int) -> HttpResponse:
    """Each printed name once with its proposals; saving keeps all choices at once, or fills in those without doubt."""
    intake = find_intake(request, pk)
    if intake.state != Intake.State.DRAFT:
        return redirect("roadmaps-intake-review", pk)
    reading = effective_reading(intake)
    directory = Directory(intake.territory) if intake.territory else None
    refusal = None
    if request.method == "POST":
        rows = body_rows(reading, intake.bodies, directory)
        try:
            choices = _posted(request, rows, _known(intake))
            if "automatic" in request.POST and directory is not None:
                choices |= automatic_choices(reading, intake.bodies | choices, directory)
            version = request.POST.get("version", "")
            resolve_bodies(
                intake=intake,
                choices=choices,
                acting=request.acting,
                version=int(version) if version.isascii() and version.isdigit() else 0,
            )
        except KadrostError as error:
            refusal, intake = error, find_intake(request, pk)
        else:
            messages.success(request, _("Исполнители сохранены."))
            return redirect("roadmaps-intake-bodies" if "automatic" in request.POST else "roadmaps-intake-confirm", pk)
    return _page(request, intake, reading, directory, refusal)


def _page(
    request: ImportRequest,
    intake: Intake,
    reading: EffectiveReading,
    directory: Directory | None,
    refusal: KadrostError | None,
) -> HttpResponse:
    rows = body_rows(reading, intake.bodies, directory)
    known = _known(intake)
    unresolved = sum(not row.is_settled for row in rows)
    is_long = len(known) > MOST_LISTED
    listed = [] if is_long else known
    facts = {
        **step_facts(request, intake, reading, "bodies", unresolved=unresolved),
        "rows": [
            {"row": row, "index": index, "groups": _options(row, reading, listed, known)}
            for index, row in enumerate(rows)
        ],
        "typed_names": [name for _, name in known] if is_long else [],
        "unresolved": unresolved,
        "refusal": refusal,
    }
    return render(request, "roadmaps/intake/bodies.html", facts, status=422 if refusal else 200)


def _posted(request: ImportRequest, rows: list[BodyRow], known: list[Option]) -> dict[str, str]:
    """The choices of the form by printed name; a typed name goes before a choice, a name not in the form stays."""
    names = {row.printed for row in rows}
    by_name = {name: value for value, name in known}
    choices = {}
    for index in range(len(rows)):
        printed = request.POST.get(f"name-{index}", "")
        typed = " ".join(request.POST.get(f"typed-{index}", "").split())
        if printed not in names:
            continue
        if typed and typed not in by_name:
            raise IntakeRefused(
                "no_such_body",
                _("Организации «%(typed)s» в справочнике нет.") % {"typed": typed[:120]},
                where=printed,
                remedy=_("Выберите название из подсказки или заведите новую организацию."),
            )
        choices[printed] = by_name[typed] if typed else request.POST.get(f"choice-{index}", "")
    return choices


def _known(intake: Intake) -> list[Option]:
    if intake.territory is None:
        return []
    organisations = Organisation.objects.distinct_bodies().within(intake.territory)
    groups = OrganisationGroup.objects.filter(territory=intake.territory)
    return [
        *((f"organisation:{pk}", name) for pk, name in organisations.values_list("pk", "name")),
        *((f"group:{pk}", _("%(name)s (группа)") % {"name": name}) for pk, name in groups.values_list("pk", "name")),
    ]


def _in_sentence(label: str) -> str:
    """The label within a sentence: only its first letter becomes small, abbreviations stay."""
    return label[:1].lower() + label[1:]


def _options(
    row: BodyRow, reading: EffectiveReading, listed: list[Option], known: list[Option]
) -> list[tuple[str, list[Option]]]:
    """The choices of a select, in groups; what is likeliest first."""
    likely: list[Option] = []
    if row.definition is not None:
        term = reading.reading.definitions[row.definition]
        likely.append(
            (
                f"definition:{row.definition}",
                _("Группа по документу: %(members)s органов") % {"members": len(term.members)},
            )
        )
    likely += [
        (proposal.choice, f"{proposal.body} — {proposal.score:.0%}, {proposal.reason}") for proposal in row.proposals
    ]
    likely += [(f"same:{name}", _("То же, что «%(name)s»") % {"name": name}) for name in row.same_names]
    taken = {value for value, _ in likely}
    guessed = row.guessed_kind
    kinds = sorted(Organisation.Kind.choices, key=lambda kind: kind[0] != guessed)
    collective = is_collective(row.printed)
    new = [
        (f"new:{value}", _("Новая организация: %(label)s") % {"label": _in_sentence(translated(label))})
        for value, label in kinds
    ]
    new.insert(0 if collective else len(new), (NEW_GROUP, _("Новое собирательное название (группа)")))
    groups = [
        (_("Похожие"), likely),
        (_("Завести"), new),
        (_("Другое"), [(COORDINATOR, _("Координатор этого плана")), (NONE, _("Пока не определять"))]),
    ]
    groups.append((_("Все организации"), [option for option in listed if option[0] not in taken]))
    if row.choice and row.choice not in {value for _, options in groups for value, _ in options}:
        groups.insert(0, (_("Выбрано"), [(row.choice, dict(known).get(row.choice, row.choice.rpartition(":")[2]))]))
    return [(title, options) for title, options in groups if options]
