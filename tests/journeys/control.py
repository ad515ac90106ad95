"""The roadmap under control: read, asked about, taken; reports, rulings, and what stands late."""

from __future__ import annotations

from tests.journeys.papers import ROADMAP
from tests.journeys.region import EDUCATION, Region

PLAN = "План мероприятий («дорожная карта») «Мастерские Заозёрского края» на 2027 год"
SHORT = "Мастерские края"


def take_the_roadmap(region: Region) -> None:
    """Uploaded, its one question answered, its executors known by name, taken under control."""
    clerk = region.as_("gromova").follow("Взять документ на контроль")
    clerk.press("Прочитать документ", {"Документ": ("karta.txt", ROADMAP.encode()), "Территория": "Заозёрский край"})
    clerk.sees("5 мероприятий, 1 вопрос")
    clerk.follow("Ответить на вопросы")
    clerk.press("Сохранить ответ", {"1 Своё чтение…": True, "Своё чтение": "до 31 мая 2027 года"})
    clerk.sees("5 мероприятий, 0 вопросов")
    clerk.follow("Взять на контроль")
    named = {"Координатор": EDUCATION, "Кто контролирует исполнение": EDUCATION, "Короткое название": SHORT}
    clerk.press("Взять на контроль", named)
    assert clerk.heading == PLAN


def report(region: Region, login: str, measure: str, words: str, document: str = "") -> None:
    """An executor's report with its document, from the line in My work."""
    executor = region.as_(login).follow("Отчитаться", near=measure)
    said = {"Выполнено": True, "Что сделано": words}
    file = {"Файл": (f"{document or 'spravka'}.pdf", b"%PDF-1.4 " + words.encode())}
    kind = {"Вид документа": document, "Название": document} if document else {}
    executor.press("Подать отчёт", said | file | kind)
    executor.sees("На проверке")


def send_back(region: Region, measure: str, ground: str) -> None:
    """The controller returns the report with a remark."""
    controller = region.as_("belov").follow("Проверить", near=measure).follow("Вернуть с замечанием")
    controller.press("Вернуть с замечанием", {"Что нужно исправить": ground})
    controller.sees("Возвращено на доработку")


def accept(region: Region, measure: str, login: str = "belov") -> None:
    """The controller accepts what was reported."""
    controller = region.as_(login).follow("Проверить", near=measure).follow("Принять")
    controller.press("Принять")
    controller.sees("Принято")
