"""Uploading a document: its file is kept under its own sum, its reading as a draft; and giving a draft up."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import Final, Literal

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q

from kadrost.audit.journal import record
from kadrost.reading.api import NothingToReadError, read_document
from kadrost.reading.formats import load_bytes
from kadrost.reading.result import Document, Reading
from kadrost.region.domain.people import Acting
from kadrost.region.models import Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.domain.intake.stored import blocks_to_json, reading_to_json
from kadrost.roadmaps.domain.intake.territories import require_territory
from kadrost.roadmaps.models import Act, Intake, Plan
from kadrost.roadmaps.permissions import may_see_plan, require

ACCEPTED_SUFFIXES: Final = (".docx", ".pdf", ".xlsx", ".txt", ".html", ".htm")
FOLDER: Final = "documents"
STORED_SUFFIXES: Final = ("docx", "pdf", "xlsx", "txt", "html")
MOST_MEASURES: Final = 2_000
"""Beyond it no person checks a reading; the largest real plans have some hundreds."""
MEGABYTE: Final = 1024 * 1024

Recognised = Literal["new", "draft", "under_control"]


@dataclass(frozen=True, slots=True)
class StartedIntake:
    """What became of an upload: a new draft, the draft of the same file, or the plan that it already is."""

    outcome: Recognised
    intake: Intake | None = None
    plan: Plan | None = None


def start_intake(
    *, data: bytes, name: str, territory: Territory | None, acting: Acting, today: date, request_id: str = ""
) -> StartedIntake:
    """Keep and read an uploaded document; a file that is known leads to its draft or its plan and is not read again.

    Without `territory` it is the one that the document names, where the region knows it. Raises `PermissionRefused`,
    `UnreadableDocument`, `NothingToReadError` where no measure is found, and `IntakeRefused` for a kind that is not
    taken, an empty file and one that is too large; nothing is kept then.
    """
    require("roadmaps.import", acting)
    if territory is not None:
        require_territory(acting, territory)
    shown_name = plain_name(name)
    check_upload(len(data), shown_name)
    digest = hashlib.sha256(data).hexdigest()
    known = find_known(digest)
    if known is not None:
        _refuse_of_another_region(known, acting, shown_name)
        return known
    reading = read_upload(data, shown_name)
    intake = Intake(
        territory=territory or territory_of(reading),
        file_name=shown_name,
        sha256=digest,
        text=reading.source.text,
        blocks=blocks_to_json(reading.source),
        reading=reading_to_json(reading),
        started_by=acting.user,
    )
    return _keep(intake, data, suffix=reading.source.format, acting=acting, today=today, request_id=request_id)


def find_known(digest: str) -> StartedIntake | None:
    """What the file of this sum already is here: a plan, or a draft; None where it is new."""
    of_file = Q(act__sha256=digest) | Q(editions__act__sha256=digest)
    plan = Plan.objects.filter(of_file).order_by("-edition", "id").first()
    if plan is not None:
        return StartedIntake("under_control", plan.intakes.order_by("id").first(), plan)
    draft = Intake.objects.filter(sha256=digest, state=Intake.State.DRAFT).first()
    return StartedIntake("draft", draft) if draft is not None else None


def _refuse_of_another_region(known: StartedIntake, acting: Acting, name: str) -> None:
    """Whoever may not look into what the file already is learns that, and no more."""
    if known.plan is not None:
        is_ours = may_see_plan(acting, known.plan)
    else:
        is_ours = known.intake is None or Intake.objects.handled_by(acting).filter(pk=known.intake.pk).exists()
    if not is_ours:
        raise IntakeRefused(
            "of_another_region",
            "Этот документ уже загружен в другом регионе.",
            remedy="Попросите его координатора открыть план для всех.",
            where=name,
        )


def plain_name(name: str) -> str:
    """The last part of the name that an upload brings, without control characters, at most 255 long."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:255] or "без имени"


def check_upload(size: int, name: str) -> None:
    """Refuse by name and size, before anything is read: `IntakeRefused`."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".doc":
        raise IntakeRefused(
            "old_word",
            "Файл старого формата .doc не читается.",
            remedy="Откройте его в Word и сохраните как .docx (Файл → Сохранить как).",
            where=name,
        )
    if suffix not in ACCEPTED_SUFFIXES:
        raise IntakeRefused(
            "kind_not_taken",
            f"Файлы вида «{suffix or 'без расширения'}» не принимаются.",
            remedy="Принимаются: docx, pdf, xlsx, txt, html.",
            where=name,
        )
    if size == 0:
        raise IntakeRefused("file_empty", "Файл пуст.", remedy="Проверьте, что выбран нужный файл.", where=name)
    if size > settings.UPLOAD_LIMIT:
        raise IntakeRefused(
            "file_too_large",
            f"Файл занимает {size // MEGABYTE} МБ, принимаются файлы до {settings.UPLOAD_LIMIT // MEGABYTE} МБ.",
            remedy="Разделите документ или сохраните его без изображений.",
            where=name,
        )


def read_upload(data: bytes, name: str) -> Reading:
    """The reading of a file; `UnreadableDocument`, or `NothingToReadError` without measures, `IntakeRefused` with too many."""
    try:
        reading = read_document(load_bytes(data, name))
    except NothingToReadError as refusal:
        refusal.where = refusal.where or name
        raise
    if len(reading.items) > MOST_MEASURES:
        raise IntakeRefused(
            "too_many_measures",
            f"В документе прочитано мероприятий: {len(reading.items)}; за один раз принимается до {MOST_MEASURES}.",
            remedy="Проверьте, что это план, а не реестр, или разделите документ по разделам.",
            where=name,
        )
    return reading


def plans_of_kind(document: Document, territory: Territory | None) -> list[Plan]:
    """The plans of the document's kind in the territory with their acts, without the documents' text; one query."""
    plans = Plan.objects.filter(act__kind=document.kind, territory=territory).select_related("act", "territory")
    return list(plans.defer("act__text", "act__blocks", "act__reading"))


def same_act_plans(document: Document, territory: Territory | None) -> list[Plan]:
    """The plans of an act with these requisites in the territory: the same act in another file, or its edition."""
    return [plan for plan in plans_of_kind(document, territory) if is_same_act(document, plan.act)]


def is_same_act(document: Document, act: Act) -> bool:
    """Whether the act of the same kind and territory has these requisites: the same act in another file.

    An act without number and date is known by its title among those that have none either.
    """
    if document.number and document.date is not None:
        return (act.number, act.signed_on) == (document.number, document.date)
    if document.title and not document.number and document.date is None:
        return (act.title, act.number, act.signed_on) == (document.title, "", None)
    return False


def territory_of(reading: Reading) -> Territory | None:
    """The known territory that the document names."""
    region = reading.document.region
    return Territory.objects.filter(name__iexact=region).first() if region else None


def abandon_intake(*, intake: Intake, acting: Acting, version: int, today: date, request_id: str = "") -> None:
    """Give a draft up: its file, text and reading are removed, that it was there stays in the journal.

    Raises `PermissionRefused`, `StaleVersion`, and `IntakeRefused` where it is no draft any more.
    """
    require("roadmaps.import", acting)
    with transaction.atomic():
        locked = lock_draft(intake.pk, version)
        stored = locked.file.name or ""
        locked.state = Intake.State.ABANDONED
        locked.text, locked.blocks, locked.reading, locked.file = "", [], {}, ""
        locked.corrections, locked.answers, locked.bodies = {}, {}, {}
        locked.version += 1
        locked.save()
        record(
            actor=acting.actor(request_id=request_id), action="abandon", subject=locked, on=today,
            ground="документ на контроль не взят", before={"file": locked.file_name, "sha256": locked.sha256},
        )  # fmt: skip
        transaction.on_commit(partial(_remove_unused, stored))


def remove_stored(digest: str) -> None:
    """Delete the stored file of this sum, of any kind, unless an act or an intake holds it."""
    for suffix in STORED_SUFFIXES:
        _remove_unused(f"{FOLDER}/{digest}.{suffix}")


def lock_draft(pk: int, version: int) -> Intake:
    """The draft, locked for the caller's transaction; `StaleVersion`, or `IntakeRefused` where it is no draft."""
    intake = Intake.objects.select_for_update(of=("self",)).select_related("territory").get(pk=pk)
    if intake.state != Intake.State.DRAFT:
        raise IntakeRefused(
            "not_a_draft",
            f"Этот документ уже не черновик: {intake.get_state_display().lower()}.",
            remedy="Вернитесь к списку документов.",
        )
    if intake.version != version:
        raise StaleVersion
    return intake


def _keep(intake: Intake, data: bytes, *, suffix: str, acting: Acting, today: date, request_id: str) -> StartedIntake:
    path = f"{FOLDER}/{intake.sha256}.{suffix}"
    ours = _store(path, data)
    intake.file.name = path
    try:
        with transaction.atomic():
            intake.save()
            record(
                actor=acting.actor(request_id=request_id), action="upload", subject=intake, on=today,
                ground="документ представлен для взятия на контроль",
                after={"file": intake.file_name, "sha256": intake.sha256, "items": len(intake.reading["items"])},
            )  # fmt: skip
    except IntegrityError:
        # Somebody uploaded the same file in the same moment: theirs is the draft.
        if ours:
            _remove_unused(path)
        resumed = find_known(intake.sha256)
        if resumed is not None:
            _restore(resumed.intake, data)
            return resumed
        raise
    except BaseException:
        if ours:
            _remove_unused(path)
        raise
    # A draft of the same file that was given up in the same moment may have taken the file with it.
    transaction.on_commit(partial(_restore, intake, data))
    return StartedIntake("new", intake)


def _store(path: str, data: bytes) -> bool:
    """Store the document under the name of its sum; whether it was we who did.

    What lies there already is the same document. Who comes second in the same moment is given another name by the
    storage, and gives that copy up.
    """
    if default_storage.exists(path):
        return False
    stored = default_storage.save(path, ContentFile(data))
    if stored != path:
        default_storage.delete(stored)
    return stored == path


def _restore(intake: Intake | None, data: bytes) -> None:
    """Store the document again where a draft's file is gone."""
    path = intake.file.name if intake is not None else ""
    if path:
        _store(path, data)


def _remove_unused(path: str) -> None:
    """Delete a stored document that neither an act nor another intake holds."""
    if path and not Act.objects.filter(file=path).exists() and not Intake.objects.filter(file=path).exists():
        default_storage.delete(path)
