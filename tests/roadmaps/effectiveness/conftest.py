"""The scene of the control's tests: one measure with one checkpoint."""

from __future__ import annotations

import pytest

from kadrost.roadmaps.models import CheckpointState
from tests.roadmaps.domain.conftest import Scene, make_scene


@pytest.fixture
def scene(db: None) -> Scene:
    """One checkpoint whose first state is kept, in a transaction that the test's end takes back."""
    made = make_scene()
    CheckpointState.objects.create(
        checkpoint=made.checkpoint, on=made.checkpoint.opens_on, state="awaiting", due_on=made.checkpoint.due_on
    )
    return made
