"""The register of legal acts: the list with its gaps, one act, the list on paper, the file, bringing in a table."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.region.models import Organisation, Territory
from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.legal_acts.importing import import_legal_acts
from kadrost.roadmaps.domain.legal_acts.reading import (
    ActLine,
    WantedActs,
    chain_of,
    legal_acts_on,
    register_lines,
    ties_of_act,
)
from kadrost.roadmaps.domain.projects.reading import has_report_to_attach
from kadrost.roadmaps.forms.legal_acts import ImportForm
from kadrost.roadmaps.models import LegalAct, Provision
from kadrost.roadmaps.papers.legal_acts import legal_acts_paper
from kadrost.roadmaps.permissions.legal_acts import KEEPERS, require
from kadrost.roadmaps.views.downloads import as_attachment
from kadrost.roadmaps.views.projects.register import demand_staff
from kadrost.roadmaps.views.standard.shared import wanted_number, who_acts
from kadrost.ui.choices import Choice, Option
from kadrost.ui.papers.files import paper_file
from kadrost.ui.request import PageRequest
from kadrost.ui.states import Light
from kadrost.ui.wording import in_russian, translated

LONGEST_SEARCH = 100
LONGEST_TITLE = 60
Status = LegalAct.Status
ACT_LIGHTS = {
    Status.NEEDED: Light.SILENT, Status.DRAFTED: Light.OPEN, Status.AGREED: Light.REPORTED,
    Status.ADOPTED: Light.NOT_DUE, Status.IN_FORCE: Light.DONE, Status.EXPIRING: Light.DUE, Status.OVERDUE: Light.LATE,
    Status.ENDED: Light.NOT_DUE, Status.REPLACED: Light.NOT_DUE,
}  # fmt: skip


@sign_in_first
def list_legal_acts(request: PageRequest) -> HttpResponseBase:
    """The register by status, provision and body, searched; what is needed and not there comes by one press."""
    demand_staff(request)
    wanted = _wanted(request)
    lines, totals = register_lines(acting=acting_of(request), day=request.today, wanted=wanted)
    gaps = sum(totals[status] for status in (Status.NEEDED, Status.DRAFTED, Status.AGREED))
    states = [Option("", _("все")), Option("gaps", _("нужен, а его нет"), gaps)]
    states += [Option(one.value, translated(one.label).lower(), totals[one]) for one in Status if totals[one]]
    bodies = _bodies(request).filter(legal_acts__isnull=False).distinct()
    provisions = Provision.objects.filter(edition__is_current=True).order_by("number")
    return render(
        request,
        "roadmaps/legal_acts/list.html",
        {
            "rows": [row_of(line) for line in lines],
            "gaps": gaps,
            "wanted": wanted,
            "is_narrowed": wanted != WantedActs(),
            "status_choice": Choice("status", _("Состояние"), tuple(states), wanted.status),
            "provision_choice": Choice(
                "provision", _("Положение Стандарта"),
                (Option("", _("всем положениям")), *(Option(str(one.number), _short(str(one))) for one in provisions)),
                str(wanted.provision or ""),
            ),
            "body_choice": Choice(
                "responsible", _("Кто отвечает"),
                (Option("", _("всех организаций")), *(Option(str(one.pk), one.caption) for one in bodies)),
                str(wanted.responsible or ""),
            ),
            "may_keep": allows(request, "legal_acts.keep"),
            "query": urlencode(_filters(request)),
        },
    )  # fmt: skip


@sign_in_first
@in_russian
def download_legal_acts(request: PageRequest, layout: str) -> HttpResponseBase:
    """The «Перечень нормативных и методических документов» as of the day, with the page's own filter."""
    demand_staff(request)
    lines, _totals = register_lines(acting=acting_of(request), day=request.today, wanted=_wanted(request))
    territories = sorted({str(one) for one in Territory.objects.filter(pk__in=acting_of(request).region, parent=None)})
    paper = legal_acts_paper(lines, territories=territories, day=request.today)
    return paper_file(paper, layout, name=f"Перечень документов {request.today:%d.%m.%Y}")


@sign_in_first
def show_legal_act(request: PageRequest, legal_act_id: int) -> HttpResponseBase:
    """An act: its requisites and term, its chain, what happened to it, the measures that ask for it."""
    legal_act = visible_legal_act(request, legal_act_id)
    ties = ties_of_act(legal_act=legal_act, acting=acting_of(request), day=request.today)
    status = legal_act.status_on(request.today)
    may_change = allows(request, "legal_acts.change", legal_act)
    return render(
        request,
        "roadmaps/legal_acts/act.html",
        {
            "act": legal_act,
            "light": ACT_LIGHTS[status],
            "status": translated(status.label),
            "fulfils": legal_act.binds_on(request.today),
            "provision": Provision.objects.filter(edition__is_current=True, number=legal_act.provision or 0).first(),
            "chain": [row_of(ActLine(one, one.status_on(request.today), 0)) for one in chain_of(legal_act)],
            "events": legal_act.events.filter(on__lte=request.today),
            "ties": ties,
            "may_attach": has_report_to_attach(acting=acting_of(request), measures=[one.measure_id for one in ties]),
            "may_change": may_change,
            "may_record": may_change and legal_act.stage == LegalAct.Stage.ADOPTED and legal_act.ended_on is None,
            "may_end": may_change and legal_act.ended_on is None,
        },
    )


@sign_in_first
def download_file(request: PageRequest, legal_act_id: int) -> HttpResponseBase:
    """The act's file as it was given."""
    legal_act = visible_legal_act(request, legal_act_id)
    return as_attachment(legal_act.file, legal_act.file_name)


@sign_in_first
def import_table(request: PageRequest) -> HttpResponseBase:
    """Bring a table of acts into the register: all rows or none."""
    acting = acting_of(request)
    require("legal_acts.keep", acting)
    territories = Territory.objects.managed_by(acting, *KEEPERS)
    form = ImportForm(
        request.POST or None, request.FILES or None, territories=territories,
        initial={"territory": territories.first()},
    )  # fmt: skip

    def act() -> str:
        file = form.cleaned_data["file"]
        found = import_legal_acts(
            data=file.read(), file_name=file.name, territory=form.cleaned_data["territory"], **who_acts(request)
        )
        return _("Внесено: %(added)s, изменено: %(changed)s, без изменений: %(same)s.") % {
            "added": found.added, "changed": found.changed, "same": found.same,
        }  # fmt: skip

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-legal-acts")
    context = {"form": form, "lost_files": bool(request.FILES) and status != 200}
    return render(request, "roadmaps/legal_acts/import.html", context, status=status)


def visible_legal_act(request: PageRequest, legal_act_id: int) -> LegalAct:
    """The act for whoever holds a role in its region; 404 otherwise."""
    demand_staff(request)
    return get_object_or_404(legal_acts_on(acting_of(request), request.today), pk=legal_act_id)


def row_of(line: ActLine) -> dict[str, Any]:
    """An act as a row shows it."""
    return {
        "act": line.legal_act,
        "kind": translated(LegalAct.Kind(line.legal_act.kind).label),
        "light": ACT_LIGHTS[line.status],
        "status": translated(line.status.label),
        "measures": line.measures,
    }


def _wanted(request: PageRequest) -> WantedActs:
    status = request.GET.get("status", "")
    return WantedActs(
        status=status if status in (*Status.values, "gaps") else "",
        provision=wanted_number(request.GET.get("provision", "")),
        responsible=wanted_number(request.GET.get("responsible", "")),
        words=request.GET.get("words", "")[:LONGEST_SEARCH].strip(),
    )


def _filters(request: PageRequest) -> dict[str, str]:
    names = ("status", "provision", "responsible", "words")
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return kept | ({"as_of": request.as_of.isoformat()} if request.as_of else {})


def _bodies(request: PageRequest) -> Any:
    bodies = Organisation.objects.distinct_bodies().order_by("name")
    acting = acting_of(request)
    return bodies if acting.is_superuser else bodies.filter(territory__in=sorted(acting.region))


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
