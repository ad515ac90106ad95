"""Anchors: written once for a state of the chain, readable by people, and holding a later chain to what it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer

from kadrost.audit.anchors import LAST_LINE, Anchor, add_anchor, anchor_of, hold_against, read_anchors, text_of
from kadrost.audit.errors import AnchorRefused
from kadrost.audit.linking import link_waiting
from kadrost.audit.models import ChainHead, ChainLink, Entry, Unlinked, Verification
from kadrost.audit.verifying import verify_chain
from kadrost.cli.verify import verify
from tests.audit.writing import as_intruder, write, write_linked

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 10, 9, 0, tzinfo=UTC)


def made() -> Anchor:
    return anchor_of(verify_chain(), now=NOW)


def rewrite() -> None:
    """The whole chain made anew over other words, as its owner could."""
    with as_intruder():
        Entry.objects.update(ground="иное")
        ChainLink.objects.all().delete()
        ChainHead.objects.all().delete()
        Unlinked.objects.bulk_create(Unlinked(entry_id=key) for key in Entry.objects.values_list("pk", flat=True))
    link_waiting()


def test_an_anchor_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_linked(3)
    anchor, file = made(), tmp_path / "якорь.txt"
    assert add_anchor(file, anchor) is True
    (read,) = read_anchors(file)
    assert (read.made_at, read.number, read.count, read.hash) == (NOW, 3, 3, ChainLink.objects.get(number=3).hash)
    text = file.read_text(encoding="utf-8")
    assert "10 марта 2027, 12:00" in text
    assert "Подпись ___" in text


def test_the_same_state_is_anchored_once_and_later_ones_are_added(tmp_path: Path) -> None:
    file = tmp_path / "anchors.txt"
    write_linked(2)
    add_anchor(file, made())
    first = file.read_bytes()
    assert add_anchor(file, made()) is False
    assert file.read_bytes() == first
    write_linked(1)
    assert add_anchor(file, made()) is True
    assert file.read_bytes().startswith(first)
    assert [anchor.number for anchor in read_anchors(file)] == [2, 3]
    assert [held.verdict for held in hold_against(read_anchors(file))] == ["holds", "holds"]


def test_a_chain_made_anew_and_one_cut_short_do_not_hold(tmp_path: Path) -> None:
    write_linked(3)
    anchor = made()
    rewrite()
    assert verify_chain().is_whole
    (held,) = hold_against([anchor])
    assert held.verdict == "differs"
    assert held.words == (
        "Не сходится: якорь от 10.03.2027 12:00 (запись № 3). Хеш записи № 3 в журнале другой: журнал переписан."
    )
    with as_intruder():
        link = ChainLink.objects.get(number=3)
        link.delete()
        Entry.objects.filter(pk=link.entry_id).delete()
        ChainHead.objects.update(number=2, hash=ChainLink.objects.get(number=2).hash)
    assert verify_chain().is_whole
    (held,) = hold_against([anchor])
    assert held.verdict == "beyond"
    assert held.words.endswith("Записи № 3 в журнале нет: последние записи удалены.")


BROKEN: list[tuple[Callable[[str], str], str]] = [
    (lambda text: text.replace("Записей в цепочке: 2", "Записей в цепочке: 1"), "сумма не сходится"),
    (lambda text: text.partition(LAST_LINE)[0], "сумма не сходится"),
    (lambda text: "просто письмо\n", "не якорь"),
    (lambda text: "приписано\n" + text, "не якорь"),
    (lambda text: text + "приписано\n", "сумма не сходится"),
    (lambda text: "", "не якорь"),
]


@pytest.mark.parametrize(("change", "words"), BROKEN)
def test_a_changed_or_foreign_file_is_refused(tmp_path: Path, change: Callable[[str], str], words: str) -> None:
    write_linked(2)
    file = tmp_path / "anchor.txt"
    file.write_text(change(text_of(made())), encoding="utf-8")
    with pytest.raises(AnchorRefused, match=words):
        read_anchors(file)


def test_windows_ends_of_lines_and_a_mark_of_order_are_read(tmp_path: Path) -> None:
    write_linked(2)
    file = tmp_path / "anchor.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text_of(made()).replace("\n", "\r\n").encode())
    assert [anchor.number for anchor in read_anchors(file)] == [2]


def test_an_empty_and_a_broken_chain_get_no_anchor(tmp_path: Path) -> None:
    with pytest.raises(AnchorRefused, match="журнал пуст"):
        made()
    entry = write_linked(2)[0]
    with as_intruder():
        Entry.objects.filter(pk=entry.pk).update(ground="иное")
    with pytest.raises(AnchorRefused, match="цепочка нарушена"):
        made()
    with pytest.raises(AnchorRefused, match="не прочитан"):
        read_anchors(tmp_path / "nowhere.txt")


def run(capsys: pytest.CaptureFixture[str], **options: Any) -> tuple[int, str]:
    """The status and what the command printed."""
    status = 0
    try:
        verify(**options)
    except typer.Exit as end:
        status = end.exit_code
    return status, capsys.readouterr().out.replace("\u00a0", " ")


def test_the_command_links_verifies_anchors_and_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "anchors.txt"
    assert run(capsys) == (0, "Журнал пуст.\n")
    write(3)
    status, said = run(capsys, anchor=file)
    assert status == 0
    assert said.startswith("Цепочка цела до записи № 3 от ")
    assert f"Якорь записан: {file}" in said
    status, said = run(capsys, anchor=file, against=[file])
    assert (status, said.count("Сходится: "), f"Якорь этой записи в файле уже есть: {file}" in said) == (0, 1, True)
    assert Verification.objects.filter(number=3, finding="").count() == 2


def test_the_command_says_for_programs_what_is_wrong(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "anchors.txt"
    entry = write_linked(3)[1]
    run(capsys, anchor=file, read_only=True)
    assert not Verification.objects.exists()
    with as_intruder():
        Entry.objects.filter(pk=entry.pk).update(ground="иное")
    status, said = run(capsys, as_json=True, against=[file], anchor=file)
    found = json.loads(said)
    assert (status, found["whole"], found["entries"], found["anchor_written"]) == (1, False, 1, None)
    assert (found["break"]["number"], found["break"]["kind"]) == (2, "changed")
    assert [one["verdict"] for one in found["anchors"]] == ["holds"]
    status, said = run(capsys, anchor=file)
    assert (status, "Якорь не записан." in said, "До этого места цело записей: 1." in said) == (1, True, True)


def test_the_command_fails_where_an_anchor_does_not_hold(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "anchors.txt"
    write_linked(2)
    run(capsys, anchor=file, read_only=True)
    rewrite()
    status, said = run(capsys, against=[file], read_only=True)
    assert (status, "журнал переписан" in said) == (1, True)
    with pytest.raises(AnchorRefused, match="не прочитан"):
        run(capsys, against=[tmp_path / "nowhere.txt"])
