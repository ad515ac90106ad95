from tests.roadmaps.intake.conftest import start
from kadrost.roadmaps.domain.intake import *
from kadrost.roadmaps.domain.intake.effective import *
from kadrost.roadmaps.domain.intake.bodies import *
from kadrost.roadmaps.domain.intake.confirming import PlanDetails
from kadrost.region.domain.resolution import Directory
from tests.web.factories import TODAY
import pytest
from tests.roadmaps.intake.conftest import *
def test_x(draft, coordinator, territory):
    print(draft.reading['document'], draft.territory)
    r=effective_reading(draft)
    for i in r.items: print(i.key,i.item)
    for q in r.questions: print(q)
    rows=body_rows(r,draft.bodies,Directory(territory))
    for x in rows: print(x)
    draft.territory=territory; draft.save()
    ch=automatic_choices(r,draft.bodies,Directory(territory)); print(ch)
    resolve_bodies(intake=draft,choices=ch,acting=coordinator,version=draft.version)
    p=confirm_intake(intake=draft,details=PlanDetails(title="A",short_title="B"),acting=coordinator,version=draft.version,today=TODAY,leave_doubts=True)
    print(p, p.measures.count(), p.checkpoints.count())
    for m in p.measures.all(): print(m.schedule_words,m.place)
