"""Keeping the file of a register's record: checked as every upload is, named by its checksum, never by its sender."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.core.files.base import ContentFile

from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.domain.evidence import MOST_BYTES, EvidenceDraft, refuse_other_kinds
from kadrost.roadmaps.models.stored_documents import StoredDocument

STORED_FIELDS = ("file", "file_name", "sha256", "link")
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """What was handed in: the bytes of a file with its name, a link, both or neither."""

    file_name: str = ""
    content: bytes = b""
    link: str = ""


def check_given(given: GivenDocument) -> None:
    """`ControlRefused` for a file of a kind that is not taken or too large, and for a link that leads not to the web."""
    if given.link.strip() and not given.link.strip().startswith(WEB):
        raise ControlRefused("Ссылка должна начинаться с https:// или http://.", remedy="Проверьте адрес.")
    if given.content:
        refuse_other_kinds(given.file_name)
        if len(given.content) > MOST_BYTES:
            raise ControlRefused(f"Файл «{given.file_name}» больше 50 МБ.", remedy="Сожмите или разделите его.")


def put_document(record: StoredDocument, given: GivenDocument) -> None:
    """Set the record's file and link, unsaved; without a new file the one kept before stays."""
    check_given(given)
    record.link = given.link.strip()
    if given.content:
        record.file_name = PurePath(given.file_name.replace("\\", "/")).name[:255]
        record.sha256 = hashlib.sha256(given.content).hexdigest()
        stored = f"{record.sha256}{PurePath(record.file_name).suffix.lower()}"
        record.file.save(stored, ContentFile(given.content), save=False)


def as_evidence(
    record: StoredDocument,
    *,
    kind: str,
    title: str,
    number: str,
    dated_on: date | None,
    requirement_id: int | None = None,
) -> EvidenceDraft:
    """The record's document as one that confirms a result; `ControlRefused` where its file is kept no more."""
    content = b""
    if record.file:
        try:
            with record.file.open("rb") as file:
                content = file.read()
        except FileNotFoundError as error:
            raise ControlRefused(
                f"Файл «{record.file_name}» не найден в хранилище.", remedy="Приложите его к записи ещё раз."
            ) from error
    return EvidenceDraft(
        kind=kind[:120], title=title[:400], number=number[:60], dated_on=dated_on, file_name=record.file_name,
        content=content, link=record.link, requirement_id=requirement_id,
    )  # fmt: skip
