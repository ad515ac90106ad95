"""The demo region's priorities: one list in force, the next one in discussion with its holes in sight."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.demo.build import build_demo
from kadrost.region.acting import SYSTEM
from kadrost.roadmaps.domain.priorities.comparing import compare_lists
from kadrost.roadmaps.domain.priorities.reading import view_list
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.models import Participant, PriorityList

TODAY = date(2026, 11, 21)
State = PriorityList.State

pytestmark = pytest.mark.django_db


def test_one_list_is_in_force_and_the_next_is_discussed() -> None:
    build_demo(today=TODAY)
    following, adopted = PriorityList.objects.order_by("-year")
    assert [adopted.state_on(TODAY), following.state_on(TODAY)] == [State.ADOPTED, State.DISCUSSED]
    assert adopted.papers.count() == 6
    assert [one.change for one in compare_lists(adopted, following)] == ["changed", "same", "same", "new"]
    lines = view_list(following, acting=SYSTEM, snapshot=snapshot_for(today=TODAY)).lines
    assert lines[-1].holes == ["no_training", "no_measure", "no_actual"]
    assert all(line.measures for line in lines[:2])
    assert Participant.objects.count() == 7
