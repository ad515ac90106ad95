from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook
from pytest_django import Settings

from kadrost.roadmaps.domain import board_export
from kadrost.roadmaps.domain.board_export import clean_text
from kadrost.roadmaps.models.checkpoints import Standing
from tests.web.board.conftest import Region


def sheet_of(client: Client, query: str = "") -> list[tuple[object, ...]]:
    response = client.get(f"/control/export.xlsx{query}")
    assert response.status_code == 200
    content = b"".join(response)  # type: ignore[arg-type]
    return [tuple(cell.value for cell in row) for row in load_workbook(BytesIO(content)).active.iter_rows()]


def calendar_of(client: Client, query: str = "") -> list[object]:
    response = client.get(f"/control/export.ics{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_the_sheet_holds_head_and_all_rows_in_the_boards_order(client: Client, region: Region) -> None:
    rows = sheet_of(client)
    assert [row[0] for row in rows[:4]] == [
        "Контрольные точки планов",
        "По состоянию на 10\u00a0марта\u00a02027; 10\u00a0контрольных точек",
        "Планы: План садов",
        "Отбор: все контрольные точки",
    ]
    assert rows[4] == (
        "Срок", "Первоначальный срок", "Состояние", "Просрочено, дней", "№", "Мероприятие", "План",
        "Исполнители, первыми ответственные", "Заявлено", "Подтверждено",
    )  # fmt: skip
    assert [row[2] for row in rows[5:]][:4] == [
        "Противоречит данным",
        "Возвращено на доработку",
        "Нет отчёта",
        "Просрочено",
    ]
    silent = rows[7]
    assert str(silent[0]) == "2027-02-26 00:00:00"
    assert silent[3] == 12
    assert silent[7] == "Департамент садов"
    assert [row[9] for row in rows[5:] if row[2] == "Принято"] == ["подтверждено документами"]
    assert [row[8:10] for row in rows[5:] if row[2] == "Нет отчёта"] == [("нет отчёта", "–")]
    assert "Слова отчёта" not in str(rows)


def test_the_sheet_holds_the_filter_in_words(client: Client, region: Region) -> None:
    rows = sheet_of(client, f"?standing=silent,late&executor={region.lead.pk}&month=2027-02&q=дело&as_of=2027-03-09")
    assert rows[1][0] == "По состоянию на 9\u00a0марта\u00a02027; 1\u00a0контрольная точка"
    assert rows[3][0] == (
        "Отбор: состояние: просроченные; исполнитель: Департамент садов; срок: в феврале\u00a02027; слова: дело"
    )


def test_more_rows_than_a_part_are_all_written(client: Client, region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_export, "CHUNK", 2)
    assert len(sheet_of(client)) == 5 + 10


def test_no_cell_is_a_formula_or_breaks_the_file(client: Client, region: Region) -> None:
    for standing, title in {
        Standing.SILENT: '=HYPERLINK("http://example.org")',
        Standing.LATE: " +1",
        Standing.DUE: "@сумма",
        Standing.OPEN: "-2",
        Standing.RETURNED: "зву\x07к",
    }.items():
        measure = region.points[standing].measure
        measure.title = title
        measure.save()
    response = client.get("/control/export.xlsx")
    book = load_workbook(BytesIO(b"".join(response)))  # type: ignore[arg-type]
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    titles = [row[5].value for row in book.active.iter_rows(min_row=6)]
    assert titles[1:7] == ["звук", '\'=HYPERLINK("http://example.org")', "'+1", "'@сумма", titles[5], "'-2"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "  =1", "\r=1", "\x00=1"])
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert clean_text(text).startswith("'")


def test_the_calendar_has_an_all_day_event_for_each_checkpoint(client: Client, region: Region) -> None:
    events = calendar_of(client, "?standing=silent,due")
    silent, due = (region.points[standing].measure.lineage for standing in (Standing.SILENT, Standing.DUE))
    assert [str(event["uid"]) for event in events] == [  # type: ignore[index]
        f"{silent}-20270129-20270226@kadrost",
        f"{due}-20270305-20270315@kadrost",
    ]
    event = events[0]
    assert str(event["dtstart"].dt) == "2027-02-26"  # type: ignore[index]
    assert str(event["dtend"].dt) == "2027-02-27"  # type: ignore[index]
    assert str(event["summary"]).endswith("Дело «Нет отчёта»")  # type: ignore[index]
    measure = region.points[Standing.SILENT].measure_id
    assert f"/measures/{measure}/#checkpoint-{region.points[Standing.SILENT].pk}" in str(event["url"])  # type: ignore[index]


def test_the_uid_stays_when_the_term_moves(client: Client, region: Region) -> None:
    before = calendar_of(client, "?standing=due")[0]
    moved = region.points[Standing.DUE]
    moved.due_on, moved.version = moved.due_on.replace(day=20), 2
    moved.save()
    after = calendar_of(client, "?standing=due")[0]
    assert before["uid"] == after["uid"]  # type: ignore[index]
    assert (before["sequence"], after["sequence"]) == (0, 1)  # type: ignore[index]


def test_the_uid_is_the_same_under_another_address(client: Client, region: Region, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["plan.example.org", "testserver"]
    here = [str(event["uid"]) for event in calendar_of(client)]  # type: ignore[index]
    elsewhere = Calendar.from_ical(client.get("/control/export.ics", headers={"host": "plan.example.org"}).content)
    assert [str(event["uid"]) for event in elsewhere.walk("VEVENT")] == here
    assert len(set(here)) == 10


def test_too_many_events_are_refused_with_advice(
    client: Client, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_export, "MOST_EVENTS", 8)
    response = client.get("/control/export.ics")
    assert response.status_code == 422
    assert "В выборке 10\u00a0контрольных точек, в календарь помещается не больше 8." in response.content.decode()


def test_exports_hide_what_the_board_hides(client: Client, region: Region) -> None:
    assert "План закрытый" not in str(sheet_of(client))
    assert len(calendar_of(client, f"?plan={region.hidden.pk}")) == 0
    client.force_login(region.auditor)
    assert "План закрытый" in str(sheet_of(client))
