"""The half-year without a meeting, the yearly gathering with its silent bodies, the letters, the journal."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from kadrost.cli import app
from tests.journeys.control import SHORT
from tests.journeys.council import GROUP
from tests.journeys.region import ADMINISTRATOR, Region

GATHERING = "Информация о ходе реализации за 2027 год"
GROUP_MEASURE = "Рассматривать ход плана на заседаниях рабочей группы"


def bind_the_group(region: Region) -> None:
    """The measure that asks the working group to meet is bound to its meetings, from the group's own page."""
    coordinator = region.as_("gromova").follow("Советы").follow(GROUP).follow("Привязать мероприятие")
    coordinator.press("Найти", {"Найти по словам": "рабочей группы"}, near="Найти по словам")
    coordinator.press("Привязать", near=f"1.4 {GROUP_MEASURE}").sees("01.01.2027 – 30.06.2027: заседаний за период: 0")


def find_the_missed_half_year(region: Region) -> None:
    """In July the measure stands late, in My work of whoever coordinates, on the board and on the group's page."""
    coordinator = region.as_("gromova").sees("Нет отчёта")
    assert coordinator.has_link(f"1.4 {GROUP_MEASURE}", near="просрочено на 2 дня")
    board = coordinator.follow("Контроль").follow("просроченные…")
    assert board.has_link(f"1.4 {GROUP_MEASURE}")
    coordinator.follow("Советы").follow(GROUP).sees("01.01.2027 – 30.06.2027: заседаний за период: 0")
    report = coordinator.follow("Планы").follow(SHORT).follow("Информация за год")
    assert report.follow("Скачать docx").downloaded.startswith(b"PK")


def gather_the_year(region: Region) -> None:
    """The gathering has begun by itself; one body answers, the silent are reminded and none else; it is closed."""
    college = region.as_("lapina").follow(GATHERING).follow("Посмотреть, чего не хватает, и ответить")
    college.press("Сведения полны", {"Пояснение": "Мастерская открыта, акт будет в марте."})
    region.day("2028-02-10")
    coordinator = region.as_("gromova").follow(GATHERING).press("Напомнить тем, кто не ответил")
    coordinator.sees("Письма тем, кто не ответил")
    asked = "ждём вашего ответа до 15 февраля 2028"
    reminded = [name for name in ("rudin", "lapina", "zimina") if asked in region.letters_to(name)[-1]]
    assert reminded == ["rudin", "zimina"]
    coordinator.open_site().follow(GATHERING).follow("Закрыть сбор").press(
        "Закрыть сбор", {"Основание": "Сведений достаточно."}
    )


def read_letters(region: Region) -> None:
    """Digests came on days on which something was due or waited, to a deputy too, and not more than one a day."""
    digests = {name: digest_subjects(region, name) for name in ("zimina", "sedov", "belov", "orlova")}
    assert "На 16 февраля 2027: срок подходит: 1" in digests["zimina"]
    assert "На 16 февраля 2027: срок подходит: 1" in digests["sedov"]
    days = [[subject.split(":")[0] for subject in subjects] for subjects in digests.values()]
    assert [len(each) for each in days] == [len(set(each)) for each in days]


def digest_subjects(region: Region, name: str) -> list[str]:
    """The subjects of the person's digests."""
    return [letter.split("\n")[0] for letter in region.letters_to(name) if letter.startswith("На ")]


def verify_the_journal(region: Region, anchors: Path) -> None:
    """`kadrost verify` finds the chain whole, keeps an anchor; the journal's page says the same to the auditor."""
    written = CliRunner().invoke(app, ["verify", "--json", "--anchor", str(anchors)])
    assert (written.exit_code, json.loads(written.stdout)["whole"]) == (0, True)
    region.as_("sedov").follow("Журнал").follow("О проверке").sees("Цепочка цела до записи")
    journal = region.as_(ADMINISTRATOR).follow("Журнал")
    journal.press("Показать", {"Слова из названия предмета": "Заседание № 2/2027"}, near="Слова из названия предмета")
    journal.sees("подписал(а) протокол")
