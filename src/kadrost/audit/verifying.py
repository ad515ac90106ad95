"""Walking the chain from its first link to its head: constant memory, the first break named."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from kadrost.audit.canonical import FIELDS, VERSION, link_hash
from kadrost.audit.models import ChainHead, ChainLink, Entry, Unlinked, Verification
from kadrost.ui.typography import date_short, number

BATCH: Final = 5_000
LINK_FIELDS: Final = ("number", "version", "previous_hash", "hash", *(f"entry__{name}" for name in FIELDS))
MOST_REMEMBERED: Final = 5_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold: which link, of which moment, what differs, in words."""

    number: int
    at: datetime | None
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk found: how many links hold, the last of them, and the first break if there is one."""

    count: int
    hash: str
    at: datetime | None
    waiting: int
    seconds: float
    broken: Break | None

    @property
    def is_whole(self) -> bool:
        """Whether every entry stands as it was linked."""
        return self.broken is None


@dataclass(slots=True)
class _Walked:
    count: int = 0
    hash: str = ""
    at: datetime | None = None


def verify_chain(progress: Progress | None = None) -> Found:
    """Walk the whole chain; writes nothing. `progress` is told after each batch: links walked, links in all."""
    started = time.monotonic()
    head = ChainHead.objects.first() or ChainHead()
    walked = _Walked()
    broken = _walk(walked, head, progress) or _break_at_the_end(walked, head) or _break_beside_the_chain()
    return Found(
        count=walked.count,
        hash=walked.hash,
        at=walked.at,
        waiting=Unlinked.objects.count(),
        seconds=round(time.monotonic() - started, 3),
        broken=broken,
    )


def keep_verification(found: Found) -> Verification:
    """Keep that the chain was walked now; a later walk holds the chain to it."""
    return Verification.objects.create(
        at=timezone.now(),
        number=found.count,
        hash=found.hash,
        seconds=found.seconds,
        finding=found.broken.words if found.broken else "",
    )


def _walk(walked: _Walked, head: ChainHead, progress: Progress | None) -> Break | None:
    for row in _rows(upto=head.number):
        broken = _break_of(row, walked)
        if broken is not None:
            return broken
        walked.count, walked.hash, walked.at = row[0], row[3], row[4]
        if progress is not None and (walked.count % BATCH == 0 or walked.count == head.number):
            progress(walked.count, head.number)
    return None


def _rows(*, upto: int) -> Iterator[tuple[Any, ...]]:
    """The links with their entries in order, asked for in batches: neither database keeps a cursor or a copy."""
    for start in range(0, upto, BATCH):
        links = ChainLink.objects.filter(number__gt=start, number__lte=min(start + BATCH, upto))
        yield from links.order_by("number").values_list(*LINK_FIELDS)


def _break_of(row: tuple[Any, ...], walked: _Walked) -> Break | None:
    position, version, previous, stored, *content = row
    at = content[0]
    if position != walked.count + 1:
        return _missing(walked.count + 1)
    if previous != walked.hash:
        return Break(
            position, at, "previous",
            f"Запись № {number(position)} от {said(at)}: хеш предыдущей записи не тот. "
            "Предыдущая запись изменена или подменена вместе со своим хешем.",
        )  # fmt: skip
    if version != VERSION:
        return Break(position, at, "version", f"Запись № {number(position)} от {said(at)}: форма {version} неизвестна.")
    if link_hash(number=position, previous=previous, content=content, version=version) != stored:
        return Break(
            position, at, "changed",
            f"Запись № {number(position)} от {said(at)} изменена: содержание не сходится с её хешем.",
        )  # fmt: skip
    return None


def _missing(position: int) -> Break:
    if ChainLink.objects.filter(number=position).exists():
        words = f"Содержание записи № {number(position)} удалено: осталось только звено цепочки."
    else:
        words = f"Записи № {number(position)} нет: она изъята из цепочки."
    before = ChainLink.objects.filter(number__lt=position).order_by("-number").values_list("entry__at", flat=True)
    at = before.first()
    if at is not None:
        words += f" Предыдущая запись – от {said(at)}."
    return Break(position, at, "missing", words)


def _break_at_the_end(walked: _Walked, head: ChainHead) -> Break | None:
    """The tail cut off, or links written on behind the head; held to the head and to former verifications."""
    after = walked.count + 1
    if walked.count < head.number:
        return Break(
            after, walked.at, "tail",
            f"Последние записи удалены: звеньев {number(walked.count)}, а было {number(head.number)}.",
        )  # fmt: skip
    if walked.hash != head.hash:
        return Break(walked.count, walked.at, "head", f"Голова цепочки не сходится с записью № {number(walked.count)}.")
    now = ChainHead.objects.first() or ChainHead()
    beside = ChainLink.objects.filter(Q(number__lt=1) | Q(number__gt=now.number)).order_by("number").first()
    if beside is not None:
        words = f"В цепочку приписана запись № {number(beside.number)}, которой в ней не было."
        return Break(beside.number, None, "added", words)
    return _break_with_the_past()


def _break_with_the_past() -> Break | None:
    """A chain made anew or cut off since it was verified before."""
    kept = Verification.objects.filter(finding="", number__gt=0).order_by("-id")
    remembered = list(kept.values_list("number", "hash", "at")[:MOST_REMEMBERED])
    stored = stored_hashes({position: hash_then for position, hash_then, _ in remembered})
    for position, hash_then, at in sorted(remembered, key=lambda one: one[0]):
        if position not in stored:
            words = f"Последние записи удалены: проверка от {said(at)} видела запись № {number(position)}, её нет."
            return Break(position, at, "tail", words)
        if stored[position] != hash_then:
            words = f"Цепочка переписана: при проверке от {said(at)} хеш записи № {number(position)} был другим."
            return Break(position, at, "rewritten", words)
    return None


def _break_beside_the_chain() -> Break | None:
    """An entry that is neither linked nor waits for its link: put in past the program, or its waiting was deleted."""
    waiting = Unlinked.objects.values("entry_id")
    entry = Entry.objects.filter(link=None).exclude(pk__in=waiting).order_by("pk").first()
    if entry is None:
        return None
    words = (
        f"Запись от {said(entry.at)} стоит вне цепочки: внесена мимо программы или вынута из неё (строка {entry.pk})."
    )
    return Break(0, entry.at, "outside", words)


def stored_hashes(expected: Mapping[int, str]) -> dict[int, str]:
    """The hashes that the chain keeps under these numbers; a number that it lacks is left out."""
    numbers = sorted(expected)
    found: dict[int, str] = {}
    for start in range(0, len(numbers), 500):
        found.update(ChainLink.objects.filter(number__in=numbers[start : start + 500]).values_list("number", "hash"))
    return found


def said(moment: datetime | None) -> str:
    """«12.03.2027 14:05» in the region's zone; a dash where the moment is unknown."""
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    return f"{date_short(local)} {local:%H:%M}"
