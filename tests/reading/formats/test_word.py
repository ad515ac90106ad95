"""Word documents: what is printed of them, merged cells, list numbers, footnotes, revisions."""

from __future__ import annotations

from kadrost.reading.formats import load_bytes
from kadrost.reading.source import Source
from tests.reading.formats.docx_builder import cell, docx, p, row, run, table
from tests.reading.formats.looking import assert_sound, grids, places, refusal, texts

BR = "<w:br/>"


def read(body: str, **parts: str) -> Source:
    source = load_bytes(docx(body, **parts), "план.docx")
    assert_sound(source)
    return source


def numbered(text: str, level: int = 0, list_number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>')


def level(number: int, form: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def test_signs_inside_a_paragraph() -> None:
    content = (
        "<w:r><w:t>Образо</w:t><w:softHyphen/><w:t>вание</w:t><w:br/><w:t>онлайн</w:t><w:noBreakHyphen/><w:t>школа</w:t>"
        "<w:tab/><w:t>№ 5</w:t></w:r>"
    )
    assert texts(read(p(content))) == ["Образование\nонлайн-школа № 5"]


def test_bold_centred_and_heading_come_from_runs_and_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:b/></w:rPr><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Head"><w:name w:val="heading 2"/><w:basedOn w:val="Base"/></w:style>'
    )
    source = read(
        p("Глава", '<w:pStyle w:val="Head"/>')
        + p(run("Жирно", "<w:b/>") + run(" и нет", '<w:b w:val="0"/>'))
        + p("Уровень", '<w:outlineLvl w:val="0"/>'),
        styles=styles,
    )
    assert [(one.bold, one.centred, one.heading_level) for one in source.paragraphs()] == [
        (True, True, 2),
        (False, False, None),
        (False, False, 1),
    ]


def test_merged_cells_stand_once() -> None:
    source = read(
        table(
            row(cell("Широкая", '<w:gridSpan w:val="2"/>'), cell("Срок", '<w:vMerge w:val="restart"/>')),
            row("1", "Сад", cell("", "<w:vMerge/>")),
            row("2", "Полив", properties='<w:gridBefore w:val="1"/>'),
        )
    )
    found = next(source.tables())
    assert grids(source) == [[["Широкая", "Срок"], ["1", "Сад", ""], ["2", "Полив"]]]
    assert places(found) == [
        [(0, 2, False), (2, 1, False)],
        [(0, 1, False), (1, 1, False), (2, 1, True)],
        [(1, 1, False), (2, 1, False)],
    ]


def test_a_repeated_heading_row_is_told() -> None:
    source = read(table(row("№", "Дело", properties="<w:tblHeader/>"), row("1", "Сад")))
    assert [one.header for one in next(source.tables()).rows] == [True, False]


def test_revisions_are_taken_as_accepted() -> None:
    source = read(
        p(run("до ") + "<w:del><w:r><w:delText>1 мая</w:delText></w:r></w:del><w:ins>" + run("1 июня") + "</w:ins>")
        + f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Сажать ')}</w:p>"
        + p("деревья")
        + table(row("1", "Сад"), row("2", "Стёртое", properties="<w:del/>"))
    )
    assert texts(source) == ["до 1 июня", "Сажать деревья"]
    assert grids(source) == [[["1", "Сад"]]]


def test_list_numbers_are_those_that_are_printed() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.")
        + level(1, "decimal", "%1.%2.")
        + level(2, "russianLower", "%3)")
        + "</w:abstractNum>"
        + '<w:abstractNum w:abstractNumId="1">'
        + level(0, "bullet", "\uf0b7")
        + "</w:abstractNum>"
        + '<w:abstractNum w:abstractNumId="2">'
        + level(0, "upperRoman", "%1", start=3)
        + "</w:abstractNum>"
        + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
        + '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    source = read(
        numbered("а")
        + numbered("б", 1)
        + numbered("в", 1)
        + numbered("г", 2)
        + numbered("д")
        + numbered("е", 1)
        + numbered("ж", 0, 2)
        + numbered("з", 0, 3)
        + numbered("и", 0, 3)
        + numbered("к", 0, 4)
        + numbered("л", 0, 9),
        numbering=numbering,
    )
    assert [one.marker for one in source.paragraphs()] == [
        "1.",
        "1.1.",
        "1.2.",
        "а)",
        "2.",
        "2.1.",
        "•",
        "III",
        "IV",
        "7.",
        "",
    ]
    assert source.text.startswith("1. а\n1.1. б\n")


def test_levels_of_a_list_that_styles_name() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{number}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for number in (1, 2)
    )
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    for number in (1, 2):
        levels = levels.replace(
            f'<w:lvl w:ilvl="{number - 1}">', f'<w:lvl w:ilvl="{number - 1}"><w:pStyle w:val="H{number}"/>'
        )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = "".join(
        p(text, f'<w:pStyle w:val="H{number}"/>') for text, number in (("а", 1), ("б", 2), ("в", 2), ("г", 1))
    )
    assert [one.marker for one in read(body, styles=styles, numbering=numbering).paragraphs()] == [
        "1.",
        "1.1",
        "1.2",
        "2.",
    ]


def test_files_within_the_document_are_said() -> None:
    source = read(p("Текст") + '<w:altChunk r:id="rId5"/>')
    assert source.remarks == (
        "В документ вложен другой файл (altChunk); он не прочитан. Сохраните документ в Word заново.",
    )


def test_a_column_of_automatic_numbers_has_them_as_text() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "decimal", "%1.") + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    source = read(table(row(cell(numbered("")), "Сад"), row(cell(numbered("")), "Полив")), numbering=numbering)
    assert grids(source) == [[["1.", "Сад"], ["2.", "Полив"]]]


def test_footnotes_stand_under_their_marks() -> None:
    note = '<w:footnote w:id="{}">{}</w:footnote>'
    source = read(
        p(run("Отраслевые сады") + '<w:r><w:footnoteReference w:id="5"/></w:r>' + run(" и огороды"))
        + p(run("Теплицы") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="6"/><w:t>*</w:t></w:r>'),
        footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        + note.format(5, p("Сады с яблонями."))
        + note.format(6, p("Стеклянные.")),
    )
    assert texts(source) == ["Отраслевые сады¹ и огороды", "Теплицы*"]
    assert {mark: [one.text for one in notes] for mark, notes in source.footnotes.items()} == {
        "¹": ["Сады с яблонями."],
        "*": ["Стеклянные."],
    }


def test_superscript_figures_look_like_marks() -> None:
    assert texts(read(p(run("25 м") + run("2", '<w:vertAlign w:val="superscript"/>')))) == ["25 м²"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('УТВЕРЖДАЮ')}</w:txbxContent>"
    content = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(read(p(content + run("План")))) == ["УТВЕРЖДАЮ", "План"]


def test_fields_give_their_result_and_links_their_words() -> None:
    content = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("7")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink r:id="rId9">'
        + run(" сайт")
        + "</w:hyperlink>"
    )
    assert texts(read(p(content))) == ["7 сайт"]


def test_pages_are_counted_where_word_remembers_them() -> None:
    turn = "<w:lastRenderedPageBreak/>"
    source = read(
        p("Первая")
        + table(
            row("1", "Сад"),
            row(cell(p(f"<w:r>{turn}<w:t>2</w:t></w:r>")), cell(p(f"<w:r>{turn}<w:t>Полив</w:t></w:r>"))),
        )
        + p("Вторая")
    )
    assert [one.page for one in source.paragraphs()] == [1, 2]
    assert [one.page for one in next(source.tables()).rows] == [1, 2]
    assert [one.page for one in read(p("Без страниц")).paragraphs()] == [None]


def test_content_controls_and_headers() -> None:
    source = read(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Внутри')}</w:sdtContent></w:sdt>"
        + table(f"<w:sdt><w:sdtContent>{row('1', 'Сад')}</w:sdtContent></w:sdt>"),
        header=p("Верхний колонтитул"),
    )
    assert texts(source) == ["Внутри"]
    assert grids(source) == [[["1", "Сад"]]]
    assert "колонтитул" not in source.text


def test_hidden_text_is_left_out_with_a_remark() -> None:
    source = read(p(run("Видно") + run(" скрыто", "<w:vanish/>")))
    assert texts(source) == ["Видно"]
    assert source.remarks == ("В документе есть скрытый текст; он не печатается и пропущен.",)


def test_nested_tables_keep_their_text_and_frames_fall_away() -> None:
    inner = table(row("а", "б"))
    source = read(table(row("1", cell(inner + p("после")))))
    assert grids(source) == [[["1", "а\nб\nпосле"]]]
    framed = read(table(row(cell(p("Над") + table(row("1", "Сад")) + p("Под")))))
    assert texts(framed) == ["Над", "Под"]
    assert grids(framed) == [[["1", "Сад"]]]


def test_strict_documents_are_read() -> None:
    body = docx(p("Строго"))
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    from tests.reading.formats.docx_builder import zipped

    assert texts(load_bytes(zipped(dict(parts)), "a.docx")) == ["Строго"]


def test_macros_are_ignored_and_said() -> None:
    source = load_bytes(docx(p("Текст"), extra={"word/vbaProject.bin": b"x"}), "a.docm")
    assert texts(source) == ["Текст"]
    assert source.remarks == ("В файле есть макросы; они не выполнялись и не читались.",)


def test_a_document_without_text_is_refused() -> None:
    assert refusal(docx(p(""))).code == "file_without_text"


def test_tables_nested_too_deep_are_refused() -> None:
    body = p("дно")
    for _ in range(20):
        body = table(row(cell(body), "x"))
    assert refusal(docx(body)).code == "file_too_complex"
    for _ in range(200):
        body = table(row(cell(body), "x"))
    assert refusal(docx(body)).code == "file_too_complex"
