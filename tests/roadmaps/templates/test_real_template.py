"""The model plan of the ЦОПП becomes a region's plan: every measure, every term, every blank."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake import PlanDetails, confirm_intake, start_intake
from kadrost.roadmaps.domain.templates.beginning import AdaptationFacts, begin_adaptation, set_executors
from kadrost.roadmaps.domain.templates.blanks import blank_rows
from kadrost.roadmaps.domain.templates.executors import executor_rows
from kadrost.roadmaps.domain.templates.filling import count_values
from kadrost.roadmaps.domain.templates.making import make_plan
from kadrost.roadmaps.domain.templates.terms import measures_of_template, parted_pairs, shift_of, term_rows
from kadrost.roadmaps.models import Adaptation, Checkpoint
from kadrost.roadmaps.papers.templates import lay_out_plan
from tests.web.factories import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.shared]


@pytest.fixture
def adaptation(shared_dir: Path, coordinator: Acting, territory: Territory, facts: AdaptationFacts) -> Adaptation:
    """A plan begun out of the real template."""
    data = (shared_dir / "documents" / "copp-model-plan.txt").read_bytes()
    started = start_intake(data=data, name="copp.txt", territory=territory, acting=coordinator, today=TODAY)
    assert started.intake is not None
    details = PlanDetails(title="Макет ЦОПП", short_title="Макет ЦОПП", is_public=True)
    template = confirm_intake(
        intake=started.intake, details=details, acting=coordinator, version=1, today=TODAY, leave_doubts=True
    )
    return begin_adaptation(template=template, facts=facts, acting=coordinator, today=TODAY)


def test_all_measures_terms_and_blanks_are_there(
    adaptation: Adaptation, coordinator: Acting, ministry: Organisation, college: Organisation
) -> None:
    assert not Checkpoint.objects.exists()
    measures = measures_of_template(adaptation.template)
    terms = term_rows(adaptation, measures)
    assert len(terms) == 66
    assert shift_of(adaptation, measures).day(date(2019, 8, 25)) == date(2027, 8, 25)
    assert [row.measure.number for row in terms if row.is_lost or row.differs] == []
    assert [row.measure.number for row in terms if row.is_early] == ["1"]
    by_number = {row.measure.number: row for row in terms}
    assert by_number["6"].phrase == "31 марта 2028 года (далее ежеквартально)"
    assert by_number["12"].phrase == "30 ноября 2027 года (далее ежегодно)"
    for one, other in (("7", "8"), ("13", "14")):
        assert by_number[one].phrase == by_number[other].phrase
        assert [tied.number for tied in by_number[one].tied] == [other]
    assert parted_pairs(terms) == []

    blanks = blank_rows(adaptation, terms)
    of_kind = {
        kind: [row.measure.number for row in blanks if row.place.kind == kind] for kind in ("line", "lost", "asked")
    }
    assert of_kind["line"] == [
        "23", "25", "26", "26", "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "38", "39", "39", "40",
        "40", "41", "41", "42", "42", "59", "60", "61",
    ]  # fmt: skip
    assert of_kind["lost"] == ["37"]
    assert of_kind["asked"] == ["63", "64", "65", "66"]
    assert {row.kind.value for row in blanks if row.place.kind != "asked"} == {"number"}
    assert {year for row in blanks for year in row.values} == {2028}

    rows = executor_rows(adaptation, measures)
    assert [(row.printed, len(row.measures)) for row in rows] == [
        ("Субъект Российской Федерации", 58), ("ЦОПП", 53), ("Минпросвещения России", 3),
        ("ПОО субъекта РФ", 1), ("ведомственный проектный офис", 1),
    ]  # fmt: skip
    typed = {rows[0].key: [ministry.name], rows[1].key: [college.name]}
    set_executors(adaptation=adaptation, typed=typed, rows=rows, acting=coordinator, version=1)
    plan = make_plan(adaptation=adaptation, lay_out=lay_out_plan, acting=coordinator, version=2, today=TODAY)
    assert plan.measures.count() == 66
    assert plan.sections.count() == 9
    assert (count_values(plan).unfilled, count_values(plan).total) == (31, 31)
    assert plan.measures.get(number="37").expected_result.endswith("образования ___ чел.")
    # Nine quarterly measures have four terms in 2028, the yearly one two, all others one.
    assert plan.checkpoints.count() == 56 + 9 * 4 + 2
