"""A provision within a round, an answer to one of its questions, and the round's report."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.assessment.answering import answer_question
from kadrost.roadmaps.domain.assessment.grounds import grounds_offered
from kadrost.roadmaps.domain.assessment.reading import ProvisionLine, view_round
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.forms.assessments import AnswerForm
from kadrost.roadmaps.models import AssessmentAnswer, AssessmentPart, AssessmentQuestion, AssessmentRound
from kadrost.roadmaps.papers.standard import assessment_paper
from kadrost.roadmaps.permissions.standard import may_answer, require
from kadrost.roadmaps.views.standard.assessments import round_head, visible_round
from kadrost.roadmaps.views.standard.shared import who_acts
from kadrost.ui.papers.files import paper_file
from kadrost.ui.request import PageRequest


def show_provision(request: PageRequest, round_id: int, number: int) -> HttpResponse:
    """The provision's questions with their answers, grounds and gaps, and what they were in the round before."""
    assessment = visible_round(request, round_id)
    view = view_round(assessment, day=request.today)
    line = _line(view.provisions, number)
    acting = acting_of(request)
    is_open = assessment.state == AssessmentRound.State.OPEN and request.as_of is None
    return render(
        request,
        "roadmaps/standard/assessment_provision.html",
        {
            **round_head(request, view),
            "line": line,
            "may_answer": is_open and any(may_answer(acting, part) for part in line.parts),
            "may_draft": allows(request, "drafts.manage"),
        },
    )


@sign_in_first
def answer(request: PageRequest, round_id: int, question_id: int) -> HttpResponseBase:
    """Answer one question; then the provision's next unanswered one, or back to the provision."""
    assessment = visible_round(request, round_id)
    question = get_object_or_404(assessment.questions.select_related("provision"), pk=question_id)
    acting = acting_of(request)
    _demand_part(request, assessment, question)
    before = question.answers.prefetch_related("grounds").order_by("-pk").first()
    offered = grounds_offered(question.provision, acting, day=request.today)
    form = AnswerForm(request.POST or None, initial=_initial(before), **offered.choices())

    def act() -> str:
        answer_question(question=question, draft=form.draft(), seen=form.cleaned_data["seen"], **who_acts(request))
        return _("Ответ сохранён.")

    status = carry_out(request, form, act, record=assessment)
    if status == DONE:
        return redirect(_next(assessment, question))
    if form.has_error("__all__") and StaleVersion().message in str(form.non_field_errors()):
        before = question.answers.order_by("-pk").first()
        form.data = request.POST.copy()
        form.data["seen"] = str(before.pk) if before else ""
    return render(
        request,
        "roadmaps/standard/answer.html",
        {"assessment": assessment, "question": question, "before": before, "form": form},
        status=status,
    )


def download_report(request: PageRequest, round_id: int, layout: str) -> HttpResponse:
    """The round's report as a file."""
    assessment = visible_round(request, round_id)
    paper = assessment_paper(view_round(assessment, day=request.today), day=request.today)
    return paper_file(paper, layout, name=assessment.title)


def _line(provisions: tuple[ProvisionLine, ...], number: int) -> ProvisionLine:
    found = next((one for one in provisions if one.provision.number == number), None)
    if found is None:
        raise Http404
    return found


def _demand_part(request: PageRequest, assessment: AssessmentRound, question: AssessmentQuestion) -> None:
    parts = AssessmentPart.objects.filter(round=assessment, provision=question.provision_id)
    acting = acting_of(request)
    mine = next((part for part in parts if may_answer(acting, part)), None)
    require("assessments.answer", acting, mine or AssessmentPart(round=assessment, provision=question.provision))


def _initial(before: AssessmentAnswer | None) -> dict[str, Any]:
    if before is None:
        return {}
    grounds = list(before.grounds.all())
    return {
        "seen": before.pk,
        "mark": before.mark,
        "ground": before.ground,
        "gap": before.gap,
        "direction": before.direction,
        "measures": [str(one.measure_id) for one in grounds if one.measure_id],
        "documents": [str(one.evidence_id) for one in grounds if one.evidence_id],
        "figures": [str(one.figure_id) for one in grounds if one.figure_id],
    }


def _next(assessment: AssessmentRound, question: AssessmentQuestion) -> str:
    left = assessment.questions.filter(provision=question.provision_id, answers=None).exclude(pk=question.pk).first()
    if left is not None:
        return reverse("roadmaps-assessment-answer", args=(assessment.pk, left.pk))
    return reverse("roadmaps-assessment-provision", args=(assessment.pk, question.provision.number))
