"""An act of the register with its file, for which a measure asks, for the test of access."""

from __future__ import annotations

from datetime import date

from kadrost.region.acting import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.legal_acts.register import LegalActFacts, add_legal_act
from kadrost.roadmaps.domain.legal_acts.tying import tie_measures
from kadrost.roadmaps.domain.stored_documents import GivenDocument
from kadrost.roadmaps.models import LegalAct, Measure
from tests.web.factories import TODAY


def legal_act_keys(measure: Measure, body: Organisation, acting: Acting) -> dict[str, object]:
    """The key of the act for which `body` is responsible."""
    legal_act = add_legal_act(
        territory=measure.plan.territory,
        facts=LegalActFacts(
            LegalAct.Kind.ORDER, "О мастерских", number="3", signed_on=date(2027, 1, 11),
            stage=LegalAct.Stage.ADOPTED, responsible=body,
        ),
        given=GivenDocument("приказ.txt", b"text"),
        acting=acting,
        today=TODAY,
    )  # fmt: skip
    tie_measures(plan=measure.plan, legal_act=legal_act, numbers=measure.number, acting=acting, today=TODAY)
    return {"legal_act_id": legal_act.pk}
