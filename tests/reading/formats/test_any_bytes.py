"""Properties: whatever the bytes, there is a sound source or one refusal."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kadrost.reading.formats import UnreadableDocument, load_bytes
from kadrost.reading.formats.drafts import DraftCell, DraftParagraph, DraftRow, DraftTable, assemble
from tests.reading.formats.docx_builder import zipped
from tests.reading.formats.looking import assert_sound, texts
from tests.reading.formats.samples import all_samples

SAMPLES = all_samples()
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def read_or_refuse(data: bytes) -> None:
    try:
        source = load_bytes(data, "файл")
    except UnreadableDocument as error:
        source, refusal = None, error
    if source is not None:
        assert_sound(source)
    else:
        assert refusal.where == "файл"
        assert refusal.message


@st.composite
def mutations(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with some bytes changed, cut out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(len(changed) - 1, 0)))
        length = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["change", "cut", "double", "put"]))
        if kind == "change":
            changed[place : place + length] = draw(st.binary(min_size=length, max_size=length))
        elif kind == "cut":
            del changed[place : place + length]
        elif kind == "double":
            changed[place:place] = changed[place : place + length]
        else:
            changed[place:place] = draw(st.binary(max_size=40))
    return bytes(changed)


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_samples_themselves_are_read(kind: str) -> None:
    source = load_bytes(SAMPLES[kind], "файл")
    assert_sound(source)
    assert source.format == kind.partition("-")[0]
    assert any(source.tables())


@pytest.mark.parametrize("kind", SAMPLES)
@relaxed
@given(st.data())
def test_changed_bytes_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    read_or_refuse(data.draw(mutations(SAMPLES[kind])))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@relaxed
@given(st.data())
def test_changed_parts_of_a_sound_package_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(SAMPLES[kind])) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    content = parts[name]
    assert isinstance(content, bytes)
    parts[name] = data.draw(mutations(content))
    read_or_refuse(zipped(parts))


@relaxed
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@relaxed
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(text.encode())


@relaxed
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.lists(
                st.lists(st.lists(st.text(max_size=12), max_size=2), min_size=1, max_size=3), min_size=1, max_size=3
            ),
        ),
        max_size=6,
    )
)
def test_every_span_slices_to_its_text(blocks: list[str | list[list[list[str]]]]) -> None:
    drafts: list[DraftParagraph | DraftTable] = []
    for block in blocks:
        if isinstance(block, str):
            drafts.append(DraftParagraph(block, marker=block[:2]))
        else:
            rows = [
                DraftRow(
                    [DraftCell([DraftParagraph(text) for text in cell], column) for column, cell in enumerate(row)]
                )
                for row in block
            ]
            drafts.append(DraftTable(rows))
    try:
        assert_sound(assemble(drafts, "txt"))
    except UnreadableDocument as refusal:
        assert refusal.code == "file_without_text"  # noqa: PT017 - nothing was drawn that can be printed


@relaxed
@example(["«;«;«", ";;", ";;"])
@example(["а;б;в", "г;д;ё", "ж;;и"])
@given(st.lists(st.text("абвгд ёжзийклмн.,;№«»–", min_size=1, max_size=30), min_size=1, max_size=8))
def test_no_letter_of_a_plain_text_is_lost(lines: list[str]) -> None:
    expected = [" ".join(line.split()) for line in lines if line.strip()]
    try:
        source = load_bytes("\n".join(lines).encode(), "a.txt")
    except UnreadableDocument:
        assert not expected
    else:
        kept, said = ("".join(text.split()) for text in (source.text, "".join(expected)))
        if any(source.tables()):  # then semicolons were the borders of its cells
            kept, said = kept.replace(";", ""), said.replace(";", "")
        assert kept == said
        assert texts(source) or any(source.tables())
