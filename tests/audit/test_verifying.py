"""Whoever gets round the database's refusal is found by the walk, which names the first place and what differs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from kadrost.audit.canonical import FIELDS, link_hash
from kadrost.audit.linking import link_waiting
from kadrost.audit.models import ChainHead, ChainLink, Entry, Unlinked, Verification
from kadrost.audit.verifying import keep_verification, verify_chain
from tests.audit.writing import as_intruder, write, write_linked

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 10, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kadrost.audit.journal.timezone.now", lambda: AT)


def test_an_untouched_chain_holds() -> None:
    found = verify_chain()
    assert (found.count, found.hash, found.is_whole) == (0, "", True)
    write_linked(3)
    found = verify_chain()
    assert (found.count, found.hash, found.is_whole) == (3, ChainLink.objects.get(number=3).hash, True)
    assert (found.at, found.waiting) == (AT, 0)


def test_what_waits_for_its_link_is_counted_and_breaks_nothing() -> None:
    write_linked(2)
    write(3)
    found = verify_chain()
    assert (found.count, found.waiting, found.is_whole) == (2, 3, True)


@pytest.mark.parametrize(
    "change",
    [
        {"ground": "иное"}, {"actor_name": "Другая"}, {"after": {}}, {"role": "Аудитор"}, {"body_name": "Колледж"},
        {"object_key": "999"}, {"at": datetime(2027, 3, 10, 6, 1, tzinfo=UTC)}, {"request_id": "r"}, {"action": "add"},
    ],
)  # fmt: skip
def test_a_changed_entry_shows(change: dict[str, object]) -> None:
    middle = write_linked(3)[1]
    with as_intruder():
        Entry.objects.filter(pk=middle.pk).update(**change)
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.number, broken.kind) == (2, "changed")
    moment = "10.03.2027 09:01" if "at" in change else "10.03.2027 09:00"
    assert broken.words == f"Запись № 2 от {moment} изменена: содержание не сходится с её хешем."


def test_a_change_hashed_anew_shows_at_the_entry_after() -> None:
    entry = write_linked(3)[0]
    with as_intruder():
        Entry.objects.filter(pk=entry.pk).update(ground="иное")
        content = Entry.objects.filter(pk=entry.pk).values_list(*FIELDS).get()
        ChainLink.objects.filter(number=1).update(hash=link_hash(number=1, previous="", content=content))
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.number, broken.kind) == (2, "previous")
    assert broken.words == (
        "Запись № 2 от 10.03.2027 09:00: хеш предыдущей записи не тот. "
        "Предыдущая запись изменена или подменена вместе со своим хешем."
    )


def take_out(number: int) -> None:
    link = ChainLink.objects.get(number=number)
    link.delete()
    Entry.objects.filter(pk=link.entry_id).delete()


def test_an_entry_taken_out_of_the_middle_shows() -> None:
    write_linked(3)
    with as_intruder():
        take_out(2)
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.number, broken.kind) == (2, "missing")
    assert broken.words == "Записи № 2 нет: она изъята из цепочки. Предыдущая запись – от 10.03.2027 09:00."


def test_a_link_without_its_entry_shows() -> None:
    entries = write_linked(3)
    with as_intruder():
        Entry.objects.filter(pk=entries[0].pk)._raw_delete("default")
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.number, broken.words) == (1, "Содержание записи № 1 удалено: осталось только звено цепочки.")
    with as_intruder():
        ChainLink.objects.filter(number=1).delete()


def test_the_tail_cut_off_shows() -> None:
    write_linked(3)
    with as_intruder():
        take_out(3)
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.number, broken.kind) == (3, "tail")
    assert broken.words == "Последние записи удалены: звеньев 2, а было 3."


def cut_to(number: int) -> None:
    ChainHead.objects.update(number=number, hash=ChainLink.objects.get(number=number).hash)


def test_the_tail_cut_off_with_the_head_mended_shows_once_it_was_verified() -> None:
    write_linked(3)
    keep_verification(verify_chain())
    with as_intruder():
        take_out(3)
        cut_to(2)
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.number, broken.kind) == (3, "tail")
    assert broken.words.startswith("Последние записи удалены: проверка от ")


def test_a_chain_made_anew_shows_once_it_was_verified() -> None:
    write_linked(2)
    keep_verification(verify_chain())
    with as_intruder():
        Entry.objects.update(ground="иное")
        ChainLink.objects.all().delete()
        ChainHead.objects.all().delete()
        Unlinked.objects.bulk_create(Unlinked(entry_id=key) for key in Entry.objects.values_list("pk", flat=True))
    link_waiting()
    broken = verify_chain().broken
    assert broken is not None
    assert (broken.number, broken.kind) == (2, "rewritten")
    assert Verification.objects.count() == 1


FORGERIES: list[tuple[Callable[[], object], str]] = [
    (lambda: Unlinked.objects.filter(pk=Entry.objects.latest("pk").pk).delete(), "outside"),
    (lambda: ChainHead.objects.update(hash="ff"), "head"),
    (lambda: ChainLink.objects.filter(number=2).update(version=7), "version"),
    (
        lambda: ChainLink.objects.create(number=9, entry=Entry.objects.latest("pk"), version=1, hash="ff"),
        "added",
    ),
]


@pytest.mark.parametrize(("forge", "kind"), FORGERIES, ids=[kind for _, kind in FORGERIES])
def test_other_forgeries_show(forge: Callable[[], object], kind: str) -> None:
    write_linked(3)
    write(1)
    with as_intruder():
        forge()
    broken = verify_chain().broken
    assert broken is not None
    assert broken.kind == kind


def test_the_walk_goes_over_the_edges_of_its_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kadrost.audit.verifying.BATCH", 2)
    entries = write_linked(6)
    told: list[tuple[int, int]] = []
    assert verify_chain(lambda done, of: told.append((done, of))).count == 6
    assert told == [(2, 6), (4, 6), (6, 6)]
    with as_intruder():
        Entry.objects.filter(pk=entries[4].pk).update(ground="иное")
    broken = verify_chain().broken
    assert broken is not None
    assert broken.number == 5
