"""Papers of a list: as it stands or as it was adopted, the adopted text of the Strategy, and a paper as evidence."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.domain.priorities.freezing import keep_strategy
from kadrost.roadmaps.domain.priorities.papers import LAID_OUT, list_paper
from kadrost.roadmaps.domain.priorities.proving import attach_adopted
from kadrost.roadmaps.domain.priorities.reading import lists_visible_to
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.forms.priorities import StrategyForm
from kadrost.roadmaps.models import Checkpoint, PriorityPaper
from kadrost.roadmaps.views.downloads import as_attachment
from kadrost.roadmaps.views.priorities.lists import list_crumbs
from kadrost.roadmaps.views.priorities.shared import form_page, kept_list, visible_list
from kadrost.roadmaps.views.standard.shared import wanted_number, who_acts
from kadrost.ui.papers.files import LAYOUTS, paper_file
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import in_russian


@in_russian
def download(request: PageRequest, priority_list_id: int, paper: str, layout: str) -> HttpResponseBase:
    """A paper of the list: of an adopted one the file that was frozen then, else as it stands on the day."""
    if paper not in LAID_OUT or layout not in LAYOUTS:
        raise Http404
    priorities = visible_list(request, priority_list_id)
    frozen = priorities.papers.filter(kind=paper, layout=layout, kept_on__lte=request.today).first()
    if frozen is not None:
        return as_attachment(frozen.file, frozen.file_name)
    content = list_paper(
        priorities, paper, acting=acting_of(request),
        snapshot=snapshot_for(today=request.today, as_of=request.as_of),
    )  # fmt: skip
    return paper_file(content, layout, name=f"{content.title} {request.today:%d.%m.%Y}")


def download_kept(request: PageRequest, paper_id: int) -> HttpResponseBase:
    """A file that was kept with a list: its frozen paper or the adopted text of the Strategy."""
    lists = lists_visible_to(acting_of(request), day=request.today).order_by().values("pk")
    paper = get_object_or_404(PriorityPaper, pk=paper_id, list__in=lists, kept_on__lte=request.today)
    return as_attachment(paper.file, paper.file_name)


@sign_in_first
def keep_text(request: PageRequest, priority_list_id: int) -> HttpResponseBase:
    """Attach the adopted text of the Strategy's section."""
    priorities = kept_list(request, priority_list_id)
    form = StrategyForm(request.POST or None, request.FILES or None)

    def act() -> str:
        data = form.cleaned_data
        keep_strategy(
            priorities=priorities, title=data["title"], number=data["number"], dated_on=data["dated_on"],
            given=form.given(), **who_acts(request),
        )  # fmt: skip
        return _("Принятый текст приложен.")

    crumbs = list_crumbs(priorities)
    return form_page(
        request, form, act, back=crumbs[0][1], crumbs=crumbs, title=_("Принятый текст раздела Стратегии"),
        button=_("Приложить"), takes_files=True,
    )  # fmt: skip


@require_POST
@sign_in_first
def attach(request: PageRequest, priority_list_id: int) -> HttpResponseBase:
    """Attach the adopted priorities to a checkpoint that asks for them."""
    priorities = visible_list(request, priority_list_id)
    points = Checkpoint.objects.inside_for(acting_of(request)).select_related("plan", "measure")
    checkpoint = get_object_or_404(points, pk=wanted_number(request.POST.get("checkpoint", "")))

    def act() -> str:
        attach_adopted(priorities=priorities, checkpoint=checkpoint, **who_acts(request))
        return _("Утверждённые приоритеты приложены к мероприятию.")

    press(request, act)
    return redirect("roadmaps-priority-list", priorities.pk)
