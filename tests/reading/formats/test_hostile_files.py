"""Files that are wrong, broken, locked or made to hurt: one clear refusal each, or a correct reading."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
import zipfile
import zlib
from pathlib import Path

import pytest

from kadrost.reading.formats import UnreadableDocument, limits, load, load_bytes
from kadrost.reading.formats.watchdog import Expired, Watchdog
from tests.reading.formats.docx_builder import docx, p, zipped
from tests.reading.formats.looking import refusal, texts
from tests.reading.formats.pdf_builder import Page, pdf
from tests.reading.formats.test_excel import workbook_of

REPOSITORY = Path(__file__).resolve().parents[3]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
XMLNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{XMLNS}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
WORD = docx(p("Обычный документ о садах"))
PDF = pdf(Page().text(50, 100, "Обычный документ о садах"), compress=True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n\t ", "file_empty"),
        (b"\x00" * 5000, "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file_protected"),
        (OLE + "WordDocument".encode("utf-16-le"), "file_unsupported"),
        (OLE + "Workbook".encode("utf-16-le"), "file_unsupported"),
        (OLE, "file_unsupported"),
        (rb"{\rtf1\ansi text}", "file_unsupported"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "file_unsupported"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "file_unsupported"),
        (b"Rar!\x1a\x07\x00" + b"x" * 50, "file_unsupported"),
        (b"MZ\x90\x00" + b"\x00" * 500, "file_unsupported"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\ntext", "file_unsupported"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "file_unsupported"),
        (zipped({"readme.txt": "x"}), "file_unsupported"),
        (zipped({"ppt/presentation.xml": "<p/>"}), "file_unsupported"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "file_unsupported"),
        (bytes(range(256)) * 20, "file_not_text"),
        (b"%PDF-1.7\nnothing", "file_broken"),
        (b"%PDF-1.7\nnothing\n%%EOF", "file_broken"),
        (b"PK\x03\x04nothing", "file_broken"),
    ],
)
def test_what_is_no_readable_document_is_refused_with_its_own_code(data: bytes, code: str) -> None:
    assert refusal(data).code == code


@pytest.mark.parametrize("whole", [WORD, PDF, workbook_of(SHEET)], ids=["docx", "pdf", "xlsx"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_refused(whole: bytes, share: float) -> None:
    assert refusal(whole[: int(len(whole) * share)]).code == "file_broken"


def test_a_wrong_name_does_not_mislead() -> None:
    source = load_bytes(WORD, "план.txt")
    assert source.format == "docx"
    assert source.remarks == ("Файл назван «.txt», а по содержанию это документ Word (docx); прочитан по содержанию.",)
    assert load_bytes(PDF, "план.docx").format == "pdf"
    assert load_bytes(b"<html><body><p>text</p></body></html>", "plan.doc").format == "html"
    assert load_bytes("Просто слова".encode(), "план.pdf").remarks != ()
    assert load_bytes(WORD, "план").remarks == ()


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "огромный.docx"
    with path.open("wb") as file:
        file.truncate(200 * limits.MEBIBYTE)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("was opened"))
    with pytest.raises(UnreadableDocument) as caught:
        load(path)
    assert caught.value.code == "file_too_large"
    assert str(caught.value) == (
        "огромный.docx: Файл занимает 200 МБ, читаются файлы до 50 МБ. "
        "Разделите документ на части или сохраните его без изображений."
    )


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "нет.docx", Path("a\x00b")):
        with pytest.raises(UnreadableDocument) as caught:
            load(path)
        assert caught.value.code == "file_missing"


def test_a_text_of_many_megabytes_is_refused() -> None:
    assert refusal(b"word " * (5 * limits.MEBIBYTE)).code == "file_too_large"


def test_zip_bombs() -> None:
    zeros = b"\x00" * (30 * limits.MEBIBYTE)
    assert refusal(docx(p("x"), extra={"word/media/a.bin": zeros})).code == "file_unsafe"
    assert refusal(zipped({f"part{number}": "x" for number in range(6_000)})).code == "file_unsafe"
    letters = f"<w:p><w:r><w:t>{'a' * (10 * limits.MEBIBYTE)}</w:t></w:r></w:p>"
    assert refusal(docx(letters)).code == "file_unsafe"


def test_a_zip_that_lies_about_its_sizes_is_broken() -> None:
    honest = zipped({"word/document.xml": b"<a>" + b"x" * 100_000 + b"</a>"})
    size = (100_007).to_bytes(4, "little")
    assert honest.count(size) == 2
    assert refusal(honest.replace(size, (7).to_bytes(4, "little"))).code == "file_broken"


def test_an_encrypted_zip_is_protected() -> None:
    data = bytearray(WORD)
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        offsets = [entry.header_offset for entry in archive.infolist()]
    for offset in offsets:
        data[offset + 6] |= 1
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    assert refusal(bytes(data)).code == "file_protected"


XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize("prolog", [XXE, LAUGHS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-7"])
def test_entities_are_refused_in_every_part(prolog: str, encoding: str) -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = (
        f'<?xml version="1.0" encoding="{encoding}"?>{prolog}'
        f'<w:document xmlns:w="{namespace}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    )
    data = docx(p("x"), extra={"word/document.xml": document.encode(encoding)})
    assert refusal(data).code in {"file_unsafe", "file_broken"}
    sheet = f'<?xml version="1.0" encoding="{encoding}"?>{prolog}{SHEET}'
    assert refusal(workbook_of(sheet.encode(encoding).decode("latin-1"))).code in {"file_unsafe", "file_broken"}


def test_entities_of_a_web_page_reach_no_file() -> None:
    page = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body><p>a &x; b</p></body></html>"
    assert "root:" not in load_bytes(page.encode(), "a.html").text


def test_path_tricks_in_a_package_lead_nowhere() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
    )
    extra: dict[str, bytes | str] = {
        "../../../tmp/evil.xml": "x",
        "C:\\evil.xml": "x",
        "word/_rels/document.xml.rels": relations.format("styles", "../../../../etc/passwd"),
    }
    assert texts(load_bytes(docx(p("Текст"), extra=extra), "a.docx")) == ["Текст"]
    elsewhere = zipped({"_rels/.rels": relations.format("officeDocument", "file:///etc/passwd")})
    assert refusal(elsewhere).code == "file_unsupported"


def test_a_pdf_stream_that_swells_is_refused() -> None:
    bomb = zlib.compress(b"\x00" * (80 * limits.MEBIBYTE))
    objects = (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length "
        + str(len(bomb)).encode()
        + b" /Filter /FlateDecode >>\nstream\n"
        + bomb
        + b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )
    assert refusal(objects).code == "file_unsafe"


def test_a_pdf_that_declares_two_billion_widths_runs_out_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 1.0)
    honest = pdf(Page().text(50, 100, "Текст"))
    endless = honest.replace(b"/DW 500 ", b"/DW 500 /W [0 2000000000 7] ")
    assert refusal(endless).code == "file_too_complex"
    assert load_bytes(honest, "a.pdf").format == "pdf"


def test_pages_that_hold_themselves_and_deep_trees() -> None:
    deep = b"".join(
        f"{number} 0 obj\n<< /Type /Pages /Count 1 /Kids [{number + 1} 0 R] >>\nendobj\n".encode()
        for number in range(2, 3000)
    )
    data = (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" + deep + b"trailer << /Root 1 0 R >>\n%%EOF\n"
    )
    assert refusal(data).code in {"file_too_complex", "file_broken"}
    circle = (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 9 /Kids [2 0 R] >>\nendobj\n"
        b"trailer << /Root 1 0 R >>\n%%EOF\n"
    )
    assert refusal(circle).code == "file_broken"


def test_the_watch_breaks_an_endless_loop_and_leaves_a_finished_one_alone() -> None:
    watch = Watchdog(0.3, 10_000)
    with pytest.raises(Expired), watch:
        _loop()
    assert watch.reason == "time"
    with Watchdog(30, 10_000) as quiet:
        total = sum(range(1000))
    assert (total, quiet.reason) == (499_500, "")


def test_the_watch_leaves_no_trace_in_its_thread() -> None:
    program = (
        'import cProfile; from kadrost.reading.formats import load_bytes; cProfile.run(\'load_bytes(b"text", "a")\')'
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=100
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_the_watch_breaks_growth() -> None:
    watch = Watchdog(60, 100)
    with pytest.raises(Expired), watch:
        _grow()
    assert watch.reason == "memory"


def _loop() -> None:
    while True:
        pass


def _grow() -> None:
    held: list[bytes] = []
    while True:
        held.append(b"x" * 1_000_000)


HEAVY = """
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    from kadrost.reading.formats import UnreadableDocument, load_bytes
    from tests.reading.formats.docx_builder import docx, p, row, table
    from tests.reading.formats.pdf_builder import Page, pdf

    def code(data):
        try:
            return str(sum(len(found.rows) for found in load_bytes(data, "a").tables()))
        except UnreadableDocument as refusal:
            return refusal.code

    print(code(docx(table(*(row(str(number), "Сад", "май") for number in range(10_000))))))
    print(code(docx(table(*(row(str(number), "Сад") for number in range(25_000))))))
    print(code("\\n".join(f"{number}\\tСад\\tмай" for number in range(15_000)).encode()))
    print(code(("| a " * 5 + "|\\n").encode() * 15_000))
    print(code(("\\tабзац с отступом\\n" * 30_000).encode()))
    print(code(("+---+---+\\n| a | b |\\n" * 9_000 + "+---+---+\\n").encode()))
    print(code(("слово   слово   слово\\n" * 30_000).encode()))
    print(code(("<html><table>" + "<tr><td>1</td><td>Сад</td></tr>" * 15_000 + "</table>").encode()))
    crowded = Page()
    for number in range(3_000):
        crowded.text(50 + number // 800 * 2, number % 800, "x" * 40)
    print(code(pdf(crowded)))
    ruled = Page().text(52, 52, "Сад")
    for number in range(2_000):
        ruled.line(0, number * 6, 12_000, number * 6).line(number * 6, 0, number * 6, 12_000)
    print(code(pdf(ruled)))
"""


def test_large_and_crowded_files_stay_within_memory_and_time() -> None:
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(HEAVY)], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert result.stderr == ""
    assert result.stdout.split() == [
        "10000", "file_too_complex", "15000", "15000", "0", "9000", "30000", "15000", "file_too_complex", "0",
    ]  # fmt: skip
    assert result.returncode == 0
