"""The yearly account: looked at in the browser, taken away as docx or xlsx."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kadrost.roadmaps.domain.account import Account, account_years, build_account
from kadrost.roadmaps.models import Plan
from kadrost.roadmaps.papers import account_paper
from kadrost.roadmaps.views.plans import head_of_plan, inside_plan
from kadrost.ui.as_of import with_as_of
from kadrost.ui.papers.files import paper_file
from kadrost.ui.request import PageRequest
from kadrost.ui.tabs import Tab


def newest_account(request: PageRequest, plan_id: int) -> HttpResponse:
    """Lead to the account of the last year that has a term on or before today."""
    plan = inside_plan(request, plan_id)
    years = [year for year in account_years(plan) if year <= request.today.year]
    year = years[-1] if years else request.today.year
    return redirect(with_as_of(reverse("roadmaps-account-show", args=(plan.pk, year)), request.as_of))


def show_account(request: PageRequest, plan_id: int, year: int) -> HttpResponse:
    """The account as it would be printed, with the other years beside it."""
    plan = inside_plan(request, plan_id)
    account = _account(request, plan, year)
    paper = account_paper(account)
    return render(
        request,
        "roadmaps/yearly_account.html",
        {
            **head_of_plan(request, plan, "account"),
            "years": _year_tabs(plan, year),
            "year": year,
            "paper": paper,
            "table": paper.tables[0],
        },
    )


def download_account(request: PageRequest, plan_id: int, year: int, layout: str) -> HttpResponse:
    """The account as a file, named by plan and year."""
    plan = inside_plan(request, plan_id)
    return paper_file(account_paper(_account(request, plan, year)), layout, name=f"{plan.short_title} {year}")


def _year_tabs(plan: Plan, shown: int) -> list[Tab]:
    return [
        Tab(str(year), reverse("roadmaps-account-show", args=(plan.pk, year)), current=year == shown)
        for year in sorted({*account_years(plan), shown})
    ]


def _account(request: PageRequest, plan: Plan, year: int) -> Account:
    if year not in {request.today.year, *account_years(plan)}:
        raise Http404
    return build_account(plan=plan, year=year, today=request.today)
