"""Several people with the same document at once: one draft, one plan."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from kadrost.roadmaps.domain.intake import PlanDetails, confirm_intake, start_intake
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.domain.intake.starting import FOLDER
from kadrost.roadmaps.models import Intake, Plan
from tests.roadmaps.domain.conftest import Scene
from tests.roadmaps.domain.test_concurrent_control import in_threads, scene
from tests.roadmaps.intake.documents import roadmap
from tests.web.factories import TODAY

__all__ = ["scene"]


def test_one_document_uploaded_by_several_is_one_draft(scene: Scene) -> None:
    acting = scene.acting("coordinator")
    drafts: list[int | None] = []

    def upload(_index: int) -> None:
        started = start_intake(data=roadmap(), name="план.txt", territory=None, acting=acting, today=TODAY)
        drafts.append(started.intake.pk if started.intake else None)

    assert in_threads(upload) == ["served"] * 4
    assert len(set(drafts)) == 1
    intake = Intake.objects.get()
    with intake.file.open() as file:
        assert file.read() == roadmap()
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    assert [path.name for path in folder.iterdir()] == [f"{intake.sha256}.txt"]


def test_one_draft_confirmed_by_several_is_one_plan(scene: Scene) -> None:
    acting = scene.acting("coordinator")
    territory = scene.plan.territory
    draft = start_intake(data=roadmap(), name="план.txt", territory=territory, acting=acting, today=TODAY).intake
    assert draft is not None
    plans = Plan.objects.count()
    refused: list[str] = []

    def confirm(_index: int) -> None:
        try:
            confirm_intake(
                intake=Intake.objects.get(pk=draft.pk),
                details=PlanDetails(title="План", short_title="План"),
                acting=acting,
                version=1,
                today=TODAY,
            )
        except IntakeRefused as refusal:
            refused.append(refusal.code)

    in_threads(confirm)
    assert refused == ["not_a_draft"] * 3
    assert Plan.objects.count() == plans + 1
