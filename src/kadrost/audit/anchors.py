"""Anchors: what the chain was on a day, in a plain file of words that is printed, signed and kept elsewhere.

Whoever owns the database can make the whole chain anew. They cannot make anew what lies in another place: an anchor
holds number and hash of the newest entry, and a later chain has to contain them.

A file holds any number of anchors, oldest first, each between a first and a last line of its own; the last line is
the SHA-256 of all lines of the anchor above it, in UTF-8, each ended by a line feed.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from django.utils import timezone

from kadrost.audit.errors import AnchorRefused
from kadrost.audit.verifying import Found, said, stored_hashes
from kadrost.ui.typography import date_long, number

FIRST_LINE: Final = "ЯКОРЬ ЖУРНАЛА kadrost, форма 1"
LAST_LINE: Final = "SHA-256 якоря: "
MOST_BYTES: Final = 16 * 1024 * 1024
FACTS: Final = {
    "made_at": "Составлен: ",
    "number": "Номер последней записи: ",
    "entry_at": "Время последней записи: ",
    "count": "Записей в цепочке: ",
    "hash": "SHA-256 последней записи: ",
}
Verdict = Literal["holds", "differs", "beyond"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """One anchor: when it was made, and the newest entry of the chain at that moment."""

    made_at: datetime
    number: int
    entry_at: str
    count: int
    hash: str
    place: str = ""

    @property
    def said(self) -> str:
        """«якорь от 12.03.2027 14:05 (запись № 3 000)»."""
        return f"якорь от {said(self.made_at)} (запись № {number(self.number)})"


@dataclass(frozen=True, slots=True)
class Held:
    """What the chain says to an anchor: it holds, differs there, or is shorter than the anchor knows."""

    anchor: Anchor
    verdict: Verdict

    @property
    def words(self) -> str:
        """The verdict as a sentence."""
        position = number(self.anchor.number)
        return {
            "holds": f"Сходится: {self.anchor.said}.",
            "differs": f"Не сходится: {self.anchor.said}. Хеш записи № {position} в журнале другой: журнал переписан.",
            "beyond": f"Не сходится: {self.anchor.said}. Записи № {position} в журнале нет: последние записи удалены.",
        }[self.verdict]


def anchor_of(found: Found, *, now: datetime) -> Anchor:
    """The anchor of a chain that was just walked; `AnchorRefused` where it is broken or empty."""
    if found.broken is not None:
        raise AnchorRefused("цепочка нарушена, якорь не ставится.", remedy="Сначала выясните, что произошло.")
    if not found.count:
        raise AnchorRefused("журнал пуст, якорь ставить не на что.", remedy="Поставьте якорь после первых записей.")
    moment = now.replace(microsecond=0)
    return Anchor(moment, found.count, said(found.at), found.count, found.hash)


def add_anchor(file: Path, anchor: Anchor) -> bool:
    """Add the anchor to the end of the file, which is made where it is absent; nothing that stands there is changed.

    False, and nothing written, where the last anchor of the file is of the same entry. `AnchorRefused` where the file
    cannot be read as anchors, or cannot be written.
    """
    former = read_anchors(file) if file.exists() and file.stat().st_size else []
    if former and (former[-1].number, former[-1].hash) == (anchor.number, anchor.hash):
        return False
    if former and former[-1].number > anchor.number:
        raise AnchorRefused(
            f"в файле уже есть {former[-1].said}, а в журнале записей меньше.",
            where=str(file),
            remedy="Проверьте журнал по этому файлу: kadrost verify --against.",
        )
    text = ("\n" if former else "") + text_of(anchor)
    try:
        with file.open("ab") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise AnchorRefused("файл не записан.", where=str(file), remedy="Проверьте папку и права.") from error
    return True


def text_of(anchor: Anchor) -> str:
    """The anchor in words, to be printed and signed; ends with its own sum."""
    local = timezone.localtime(anchor.made_at)
    facts = {
        "made_at": anchor.made_at.isoformat(),
        "number": str(anchor.number),
        "entry_at": anchor.entry_at,
        "count": str(anchor.count),
        "hash": anchor.hash,
    }
    lines = [
        FIRST_LINE,
        f"{date_long(local).replace(chr(160), ' ')}, {local:%H:%M}",
        "",
        *(FACTS[name] + value for name, value in facts.items()),
        "",
        "В этот момент цепочка записей журнала была цела до названной записи включительно.",
        "Проверка: kadrost verify --against ЭТОТ_ФАЙЛ. Если запись с этим номером имеет",
        "другой SHA-256 или её нет, журнал после этого дня переписан или укорочен.",
        "",
        "Подпись ____________________  Фамилия ____________________  Дата ______________",
    ]
    body = "".join(f"{line}\n" for line in lines)
    return f"{body}{LAST_LINE}{hashlib.sha256(body.encode()).hexdigest()}\n"


def read_anchors(file: Path) -> list[Anchor]:
    """The anchors of a file in order.

    Raises `AnchorRefused` where the file is missing, is none of ours, or an anchor's own sum tells that it was changed.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise AnchorRefused("файл слишком велик для якоря.", where=str(file))
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AnchorRefused("файл не прочитан.", where=str(file), remedy="Назовите файл якоря.") from error
    before, *pieces = text.split(FIRST_LINE + "\n")
    if not pieces or before.strip():
        raise AnchorRefused(
            "это не якорь журнала.", where=str(file), remedy="Назовите файл от kadrost verify --anchor."
        )
    return [_read(piece, f"{file}, якорь {position}") for position, piece in enumerate(pieces, start=1)]


def hold_against(anchors: Iterable[Anchor]) -> list[Held]:
    """What the chain as it is kept says to each anchor; the walk has to show that the chain itself holds."""
    listed = list(anchors)
    stored = stored_hashes({anchor.number: anchor.hash for anchor in listed})
    return [Held(anchor, _verdict(anchor, stored.get(anchor.number))) for anchor in listed]


def _verdict(anchor: Anchor, stored: str | None) -> Verdict:
    if stored is None:
        return "beyond"
    return "holds" if stored == anchor.hash else "differs"


def _read(piece: str, place: str) -> Anchor:
    body, mark, rest = piece.partition(LAST_LINE)
    expected = hashlib.sha256((FIRST_LINE + "\n" + body).encode()).hexdigest()
    if not mark or rest.strip() != expected:
        raise AnchorRefused(
            "якорь изменён или повреждён: его собственная сумма не сходится.",
            where=place,
            remedy="Возьмите другой экземпляр или подписанный лист.",
        )
    facts = {name: _fact(body, title, place) for name, title in FACTS.items()}
    try:
        made_at = datetime.fromisoformat(facts["made_at"])
        if made_at.tzinfo is None:
            raise ValueError
        return Anchor(made_at, int(facts["number"]), facts["entry_at"], int(facts["count"]), facts["hash"], place)
    except ValueError as error:
        raise AnchorRefused("якорь не прочитан.", where=place, remedy="Возьмите другой экземпляр.") from error


def _fact(body: str, title: str, place: str) -> str:
    found = re.search(f"^{re.escape(title)}(.+)$", body, re.MULTILINE)
    if found is None:
        raise AnchorRefused(f"в якоре нет строки «{title.strip()}».", where=place, remedy="Возьмите другой экземпляр.")
    return found[1].strip()
