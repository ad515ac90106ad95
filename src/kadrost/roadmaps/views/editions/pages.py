"""The editions of a plan: the list, each as its table, and any two beside each other."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, allows
from kadrost.roadmaps.domain.account import USUAL_COLUMNS, measure_words
from kadrost.roadmaps.domain.editions.comparing import compare_editions
from kadrost.roadmaps.domain.editions.difference import KIND_WORDS
from kadrost.roadmaps.domain.editions.snapshots import measures_of_edition
from kadrost.roadmaps.domain.plan_table import COLUMNS_BESIDE
from kadrost.roadmaps.models import EditionDraft, Measure, Plan, PlanEdition
from kadrost.roadmaps.views.plans import head_of_plan, read_number, visible_plan
from kadrost.ui.choices import Choice, Option
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


def list_editions(request: PageRequest, plan_id: int) -> HttpResponse:
    """The editions, the one in force first, and the next one where it is looked at."""
    plan = visible_plan(request, plan_id)
    head = head_of_plan(request, plan, "editions")
    former = plan.editions.select_related("act").defer("measures", "act__text", "act__blocks", "act__reading")
    earlier = sorted(former, key=lambda edition: -edition.number)
    drafts = EditionDraft.objects.inside_for(acting_of(request)).filter(plan=plan, state=EditionDraft.State.OPEN)
    return render(
        request,
        "roadmaps/editions/list.html",
        head
        | {
            "earlier": list(zip(earlier, _grounds(earlier), strict=True)),
            "in_force_since": earlier[0].superseded_on if earlier else plan.under_control_since,
            "ground": earlier[0].superseded_ground if earlier else plan.act.caption,
            "next": drafts.first(),
            "is_closed": plan.state == Plan.State.CLOSED,
            "may_import": allows(request, "roadmaps.import"),
        },
    )


def show_edition(request: PageRequest, plan_id: int, edition: int) -> HttpResponse:
    """A superseded edition as its own table; the one in force is the plan's page."""
    plan = visible_plan(request, plan_id)
    if edition == plan.edition:
        return redirect("roadmaps-plan", plan.pk)
    found = plan.editions.select_related("act").filter(number=edition).first()
    if found is None:
        raise Http404
    head = head_of_plan(request, plan, "editions")
    found.plan = plan
    columns = [column for column in found.columns if column.get("field") not in COLUMNS_BESIDE] or USUAL_COLUMNS
    sections: dict[int | None, tuple[object, list[tuple[Measure, list[tuple[str, str, str]]]]]] = {}
    for measure in measures_of_edition(found):
        words = measure_words(measure)
        cells = [(one["field"], one["heading"], words.get(one["field"], "")) for one in columns]
        sections.setdefault(measure.section_id, (measure.section, []))[1].append((measure, cells))
    return render(
        request,
        "roadmaps/editions/edition.html",
        head | {"edition": found, "columns": columns, "sections": list(sections.values()), **found.annexes},
    )


def compare(request: PageRequest, plan_id: int) -> HttpResponse:
    """What one edition has otherwise than another: `?from=` and `?to=`, the last two where they are not named."""
    plan = visible_plan(request, plan_id)
    numbers = [*plan.editions.values_list("number", flat=True), plan.edition]
    earlier = _chosen(request, "from", numbers, numbers[-2] if len(numbers) > 1 else numbers[-1])
    later = _chosen(request, "to", numbers, numbers[-1])
    rows = compare_editions(plan, earlier, later)
    options = tuple(Option(str(number), str(number)) for number in numbers)
    return render(
        request,
        "roadmaps/editions/compare.html",
        head_of_plan(request, plan, "editions")
        | {
            "rows": [(row, translated(KIND_WORDS[row.kind])) for row in rows],
            "earlier": Choice("from", _("Прежняя редакция"), options, str(earlier)),
            "later": Choice("to", _("Новая редакция"), options, str(later)),
        },
    )


def _grounds(earlier: list[PlanEdition]) -> list[str]:
    """On what ground each came into force: what the one before it was superseded by; the first by its own act."""
    return [one.superseded_ground for one in earlier[1:]] + [one.act.caption for one in earlier[-1:]]


def _chosen(request: PageRequest, name: str, numbers: list[int], usual: int) -> int:
    """The edition that the address names; 404 for one that the plan does not have."""
    try:
        wanted = read_number(request.GET.get(name, ""))
    except ValueError as error:
        raise Http404 from error
    if wanted is None:
        return usual
    if wanted not in numbers:
        raise Http404
    return wanted
