"""The analyses of a plan: the list with what became of their corrections, one analysis, its report."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.roadmaps.domain.effectiveness.attaching import checkpoints_asking
from kadrost.roadmaps.domain.effectiveness.correcting import accepted_changes
from kadrost.roadmaps.domain.effectiveness.deciding import changes_of
from kadrost.roadmaps.domain.effectiveness.findings import CODES
from kadrost.roadmaps.domain.effectiveness.indicators import COUNTED_OF, GROUPS
from kadrost.roadmaps.domain.effectiveness.outcome import outcomes_of
from kadrost.roadmaps.domain.effectiveness.reading import Line, groups_shown, indicators_of, is_intact, lines_of
from kadrost.roadmaps.domain.effectiveness.thresholds import THRESHOLDS
from kadrost.roadmaps.models import CorrectionProposal, EditionDraft, EffectivenessAnalysis
from kadrost.roadmaps.papers.effectiveness import analysis_paper
from kadrost.roadmaps.permissions.effectiveness import require
from kadrost.roadmaps.views.effectiveness.shared import find_analysis, head_of_analyses, plan_of_analyses
from kadrost.ui.papers.files import paper_file
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import in_russian, translated

LIGHTS_OF = {
    "contradicted": "contradicted", "dead": "late", "silent": "silent", "overdue": "late", "late": "late",
    "slipping": "due", "returned": "returned", "unproven": "due", "nobody": "late", "unagreed": "due",
    "twice": "due", "before_act": "due", "uncalled": "not-due", "termless": "not-due", "blank": "due", "yearly": "done",
}  # fmt: skip
DECISION_LIGHTS = {"pending": "due", "accepted": "done", "refused": "not-due"}
SHOWN = ("found", "open", "all")


@sign_in_first
def list_analyses(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """The plan's analyses, the latest first, each with what was accepted and what the next one showed of it."""
    plan = plan_of_analyses(request, plan_id)
    head = head_of_analyses(request, plan)
    analyses = list(
        EffectivenessAnalysis.objects.inside_for(acting_of(request))
        .filter(plan=plan, made_on__lte=request.today)
        .exclude(state=EffectivenessAnalysis.State.ABANDONED)
        .select_related("edition_draft")
    )
    outcomes = outcomes_of(plan, analyses) if head["reads_whole"] else {}
    counts: dict[int, Counter[str]] = {}
    proposals = CorrectionProposal.objects.inside_for(acting_of(request)).filter(line__analysis__in=analyses)
    for analysis, state in proposals.values_list("line__analysis_id", "state"):
        counts.setdefault(analysis, Counter())[state] += 1
    return render(
        request,
        "roadmaps/effectiveness/list.html",
        head
        | {
            "analyses": [(one, counts.get(one.pk, Counter()), one.summary["totals"]) for one in analyses],
            "outcomes": [(one, *outcomes[one.pk]) for one in analyses if one.pk in outcomes and outcomes[one.pk][1]],
            "turns": TURNS,
            "has_open": any(one.is_open for one in analyses),
        },
    )


@sign_in_first
def show_analysis(request: PageRequest, analysis_id: int) -> HttpResponseBase:
    """One analysis: the plan's figures, then the measures of which something was found, with what is proposed."""
    analysis = find_analysis(request, analysis_id)
    head = head_of_analyses(request, analysis.plan)
    whole = head["reads_whole"]
    lines = lines_of(analysis, acting_of(request), whole=whole)
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else "found"
    draft = analysis.edition_draft
    may_decide = head["may_make"] and analysis.is_open
    waiting = sum(one.state == "pending" for line in lines for one in line.proposals)
    is_approved = analysis.state == EffectivenessAnalysis.State.APPROVED
    is_free = draft is None or draft.state == EditionDraft.State.ABANDONED
    may_correct = head["may_make"] and is_approved and is_free and bool(list(accepted_changes(analysis)))
    return render(
        request,
        "roadmaps/effectiveness/analysis.html",
        head
        | {
            "analysis": analysis,
            "indicators": indicators_of(analysis) if whole else [],
            "counted_of": COUNTED_OF,
            "groups": _groups(analysis) if whole else [],
            "lines": [_line_facts(line) for line in lines if _is_shown(line, shown)],
            "show": shown,
            "views": _views(lines, shown, waiting),
            "waiting": waiting,
            "may_decide": may_decide,
            "may_correct": may_correct,
            "draft": None if is_free else draft,
            "asking": _asking(request, analysis) if head["may_make"] and is_approved else [],
            "may_say": analysis.is_open and request.as_of is None and bool(_bodies(request)),
            "mine": _bodies(request),
            "thresholds": [(one, analysis.thresholds[name]) for name, one in THRESHOLDS.items()],
            "is_intact": is_intact(analysis) if whole else True,
        },
    )


@in_russian
@sign_in_first
def download_report(request: PageRequest, analysis_id: int, layout: str) -> HttpResponseBase:
    """The analytical report as a file, for whoever reads the analysis whole."""
    analysis = find_analysis(request, analysis_id)
    acting = acting_of(request)
    require("effectiveness.read", acting, analysis.plan)
    paper = analysis_paper(analysis, lines_of(analysis, acting, whole=True))
    return paper_file(paper, layout, name=f"analiz-{analysis.plan.short_title}-{analysis.as_of:%Y-%m-%d}")


def _asking(request: PageRequest, analysis: EffectivenessAnalysis) -> list[Any]:
    return checkpoints_asking(analysis, acting_of(request), today=request.today)


def _bodies(request: PageRequest) -> set[int]:
    return set(acting_of(request).organisation_ids(Role.EXECUTOR))


def _is_shown(line: Line, shown: str) -> bool:
    if shown == "all":
        return True
    if shown == "open":
        return any(one.state == "pending" for one in line.proposals)
    return bool(line.line.findings)


def _views(lines: list[Line], shown: str, waiting: int) -> list[tuple[str, str, int, bool]]:
    found = sum(bool(line.line.findings) for line in lines)
    views = (
        ("found", _("Есть что сказать"), found),
        ("open", _("Ждут решения"), waiting),
        ("all", _("Все"), len(lines)),
    )
    return [(key, words, count, key == shown) for key, words, count in views]


def _line_facts(line: Line) -> dict[str, Any]:
    return {
        "line": line.line,
        "facts": line.facts,
        "findings": [
            (LIGHTS_OF[one["code"]], translated(CODES[one["code"]]), one["words"], one["rule"])
            for one in line.line.findings
        ],
        "proposals": [
            {
                "proposal": one,
                "changes": changes_of(one),
                "light": DECISION_LIGHTS[one.state],
                "opinions": list(one.opinions.all()),
            }
            for one in line.proposals
        ],
    }


def _groups(analysis: EffectivenessAnalysis) -> list[tuple[str, list[dict[str, Any]]]]:
    few = analysis.thresholds["few"]
    groups = groups_shown(analysis)
    empty = {
        "section": _("Вне разделов"), "executor": _("Исполнитель не назван"), "provision": _("Положение не определено")
    }  # fmt: skip
    return [
        (
            translated(title),
            [row | {"name": row["name"] or empty[name], "is_few": row["due"] < few} for row in groups[name]],
        )
        for name, title in GROUPS.items()
    ]


TURNS = {
    "better": ("done", gettext_noop("стало лучше")),
    "worse": ("late", gettext_noop("стало хуже")),
    "same": ("due", gettext_noop("без изменений")),
    "no_terms": ("not-due", gettext_noop("сроков для сравнения нет")),
    "left_out": ("not-due", gettext_noop("в плане больше нет")),
    "unseen": ("not-due", gettext_noop("следующего анализа ещё нет")),
}
"""How the outcome of a correction is drawn."""
