"""Evidence: documents that confirm a result, and which of the required ones are missing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.core.files.base import ContentFile

from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.models import Checkpoint, Evidence, Report, Requirement

ALLOWED_SUFFIXES = (
    ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".txt", ".csv", ".png", ".jpg", ".jpeg", ".sig", ".zip",
)  # fmt: skip
MOST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """A document as it is handed in: a file's bytes or a link, with requisites."""

    kind: str
    title: str = ""
    number: str = ""
    dated_on: date | None = None
    signer: str = ""
    file_name: str = ""
    content: bytes = b""
    link: str = ""
    requirement_id: int | None = None


def add_evidence_rows(
    *, checkpoint: Checkpoint, report: Report | None, acting: Acting, drafts: Sequence[EvidenceDraft], today: date
) -> list[Evidence]:
    """Keep the documents of a report, within the caller's transaction.

    Raises `ControlRefused` for a file of a kind that is not taken, an empty one, one too large, and for a document
    without file and link; a link must lead to the web.
    """
    requirements = {requirement.pk: requirement for requirement in checkpoint.measure.requirements.all()}
    for draft in drafts:
        _check(draft, requirements)
    return [_add_row(checkpoint, report, acting, draft, requirements, today) for draft in drafts]


def missing_requirements(checkpoint: Checkpoint) -> list[Requirement]:
    """The confirming documents that the measure asks for and the checkpoint does not have yet."""
    given = set(checkpoint.evidence.exclude(requirement=None).values_list("requirement_id", flat=True))
    return [requirement for requirement in checkpoint.measure.requirements.all() if requirement.pk not in given]


def _add_row(
    checkpoint: Checkpoint,
    report: Report | None,
    acting: Acting,
    draft: EvidenceDraft,
    requirements: Mapping[int, Requirement],
    today: date,
) -> Evidence:
    evidence = Evidence(
        checkpoint=checkpoint,
        report=report,
        requirement=requirements[draft.requirement_id] if draft.requirement_id is not None else None,
        kind=draft.kind.strip(),
        title=draft.title.strip(),
        number=draft.number.strip(),
        dated_on=draft.dated_on,
        signer=draft.signer.strip(),
        link=draft.link.strip(),
        added_by_name=str(acting.user),
        added_on=today,
    )
    if draft.content:
        evidence.file_name = PurePath(draft.file_name.replace("\\", "/")).name[:255]
        evidence.sha256 = hashlib.sha256(draft.content).hexdigest()
        stored_name = f"{evidence.sha256}{PurePath(evidence.file_name).suffix.lower()}"
        evidence.file.save(stored_name, ContentFile(draft.content), save=False)
    evidence.save()
    return evidence


def _check(draft: EvidenceDraft, requirements: Mapping[int, Requirement]) -> None:
    if draft.requirement_id is not None and draft.requirement_id not in requirements:
        raise ControlRefused("Этот документ требуется для другого мероприятия.", remedy="Выберите из списка.")
    if not draft.kind.strip():
        raise ControlRefused("Вид документа не указан.", remedy="Напишите, что это: приказ, отчёт, протокол …")
    if not draft.content and not draft.link.strip():
        where = draft.file_name or draft.kind
        raise ControlRefused(f"{where}: нет ни файла, ни ссылки.", remedy="Приложите непустой файл или дайте ссылку.")
    if draft.link.strip() and not draft.link.strip().startswith(("https://", "http://")):
        raise ControlRefused("Ссылка должна начинаться с https:// или http://.", remedy="Проверьте адрес.")
    if draft.content:
        _check_file(draft)


def refuse_other_kinds(file_name: str) -> None:
    """`ControlRefused` for a file of a kind that is not taken."""
    suffix = PurePath(file_name).suffix.lower()
    if suffix not in ALLOWED_SUFFIXES:
        raise ControlRefused(
            f"Файл «{file_name}» такого вида не принимается.",
            remedy=f"Принимаются: {', '.join(ALLOWED_SUFFIXES)}.",
        )


def _check_file(draft: EvidenceDraft) -> None:
    refuse_other_kinds(draft.file_name)
    if len(draft.content) > MOST_BYTES:
        raise ControlRefused(f"Файл «{draft.file_name}» больше 50 МБ.", remedy="Сожмите или разделите его.")
