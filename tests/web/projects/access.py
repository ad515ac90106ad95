"""A project with a measure that depends on a condition, and an agreement with its file, for the test of access."""

from __future__ import annotations

from datetime import date

from kadrost.region.acting import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.projects.agreements import AgreementFacts, add_agreement
from kadrost.roadmaps.domain.projects.register import ProjectFacts, add_project
from kadrost.roadmaps.domain.projects.tying import ConditionFacts, tie_measures
from kadrost.roadmaps.domain.stored_documents import GivenDocument
from kadrost.roadmaps.models import Measure
from tests.web.factories import TODAY


def project_keys(measure: Measure, body: Organisation, acting: Acting) -> dict[str, object]:
    """The keys of the project for which `body` is responsible, and of its agreement."""
    facts = ProjectFacts("regional", "Ремёсла", responsible=body, begins_on=date(2027, 1, 1))
    project = add_project(territory=measure.plan.territory, facts=facts, acting=acting, today=TODAY)
    condition = ConditionFacts("selection", "при победе в отборе")
    tie_measures(
        plan=measure.plan, project=project, numbers=measure.number, condition=condition, acting=acting, today=TODAY
    )
    agreement = add_agreement(
        project=project,
        facts=AgreementFacts("agreement", "1", date(2027, 1, 15), "область и ведомство"),
        given=GivenDocument("соглашение.txt", b"text"),
        acting=acting,
        today=TODAY,
    )
    return {"project_id": project.pk, "agreement_id": agreement.pk}
