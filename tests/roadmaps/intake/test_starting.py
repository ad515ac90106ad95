"""Uploading: a file is kept once, read once, recognised afterwards, and refused with nothing kept."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from pytest_django import Settings

from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import PUBLIC, Acting
from kadrost.region.models import Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.intake import abandon_intake, effective_reading, start_intake
from kadrost.roadmaps.domain.intake.stored import blocks_from_json, blocks_to_json, reading_from_json, reading_to_json
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.permissions import PermissionRefused
from tests.roadmaps.intake.conftest import start
from tests.roadmaps.intake.documents import DOUBTFUL, GROUPED, ROADMAP, roadmap
from tests.web.factories import TODAY

pytestmark = pytest.mark.django_db


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_new_document_is_kept_under_its_sum_and_read(territory: Territory, coordinator: Acting, stored: Path) -> None:
    intake = start(coordinator, name="C:\\мои\\../план <b>.txt")
    digest = sha256(roadmap()).hexdigest()
    assert files_in(stored) == [f"{digest}.txt"]
    assert intake.file_name == "план <b>.txt"
    assert intake.sha256 == digest
    assert intake.territory == territory
    assert [each.item.number for each in effective_reading(intake).items] == ["1.1", "1.2", "2.1"]
    assert list(Entry.objects.values_list("action", flat=True)) == ["upload"]


def test_the_same_file_leads_to_its_draft(draft: Intake, coordinator: Acting) -> None:
    again = start_intake(data=roadmap(), name="другое имя.txt", territory=None, acting=coordinator, today=TODAY)
    assert (again.outcome, again.intake) == ("draft", draft)
    assert Intake.objects.count() == 1


def test_an_abandoned_draft_leaves_neither_file_nor_words(
    draft: Intake, coordinator: Acting, stored: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        abandon_intake(intake=draft, acting=coordinator, version=1, today=TODAY)
    draft.refresh_from_db()
    assert (draft.state, draft.text, draft.blocks, draft.reading, draft.file.name) == ("abandoned", "", [], {}, "")
    assert files_in(stored) == []
    assert start(coordinator).pk != draft.pk


def test_a_draft_changed_by_another_is_not_abandoned(draft: Intake, coordinator: Acting, stored: Path) -> None:
    with pytest.raises(StaleVersion):
        abandon_intake(intake=draft, acting=coordinator, version=7, today=TODAY)
    draft.refresh_from_db()
    assert draft.state == Intake.State.DRAFT
    assert len(files_in(stored)) == 1


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("план.doc", roadmap(), "old_word"),
        ("план.exe", roadmap(), "kind_not_taken"),
        ("план", roadmap(), "kind_not_taken"),
        ("план.txt", b"", "file_empty"),
        ("план.txt", b" \n\x00 ", "file_empty"),
        ("план.txt", "Просто письмо без плана.".encode(), "document_without_plan"),
    ],
)
def test_what_is_no_document_is_refused_and_nothing_kept(
    coordinator: Acting, stored: Path, name: str, data: bytes, code: str
) -> None:
    with pytest.raises(KadrostError) as refusal:
        start_intake(data=data, name=name, territory=None, acting=coordinator, today=TODAY)
    assert refusal.value.code == code
    assert refusal.value.remedy
    assert not Intake.objects.exists()
    assert not Entry.objects.exists()
    assert files_in(stored) == []


def test_a_file_beyond_the_limit_is_refused(coordinator: Acting, stored: Path, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 100
    with pytest.raises(KadrostError) as refusal:
        start(coordinator)
    assert refusal.value.code == "file_too_large"
    assert files_in(stored) == []


def test_only_who_manages_plans_may_upload(executor: Acting, stored: Path) -> None:
    for acting in (executor, PUBLIC):
        with pytest.raises(PermissionRefused):
            start(acting)
    assert files_in(stored) == []
    assert not Entry.objects.exists()


@pytest.mark.parametrize("text", [ROADMAP, DOUBTFUL, GROUPED])
def test_a_stored_reading_comes_back_whole(text: str) -> None:
    from kadrost.reading.api import read_document
    from kadrost.reading.formats import load_bytes

    reading = read_document(load_bytes(roadmap(text), "план.txt"))
    blocks = blocks_to_json(reading.source)
    back = reading_from_json(reading_to_json(reading), text=reading.source.text)
    assert blocks_from_json(blocks, text=reading.source.text) == reading.source.blocks
    for part in ("document", "passport", "definitions", "notes", "sections", "items", "flags", "columns"):
        assert getattr(back, part) == getattr(reading, part)
