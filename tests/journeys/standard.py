"""June: the roadmap is tied to the Standard, the region assesses itself and sees what is covered."""

from __future__ import annotations

from tests.journeys.control import SHORT
from tests.journeys.region import COLLEGE, EDUCATION, Region

PROVISION = "13. Обеспечение процессов кадрового обеспечения…"


def tie_the_roadmap(region: Region) -> None:
    """The section is handed to a provision by a person's word: the coverage page shows its six measures."""
    coordinator = region.as_("gromova").follow("Стандарт").follow("Связать с положениями", near=SHORT)
    coordinator.press("Записать", {"Другое положение": PROVISION}, near="1. Мастерские")
    coordinator.follow("Стандарт").sees("Без мероприятий 13 положений")


def open_assessment(region: Region) -> None:
    """A round is prepared, the college answers for one provision, the round is opened."""
    coordinator = region.as_("gromova").follow("Стандарт").follow("Самооценка").follow("Подготовить раунд")
    facts = {"Название": "Самооценка за полугодие", "Период с": "01.01.2027", "Период по": "30.06.2027"}
    coordinator.press(
        "Подготовить раунд", facts | {"Ответить до": "25.06.2027", "Кто отвечает за самооценку": EDUCATION}
    )
    answering = {group: [COLLEGE if group.startswith("13.") else EDUCATION] for group in coordinator.groups}
    coordinator.press("Сохранить", answering).follow("Открыть раунд").press("Открыть раунд")


def answer_assessment(region: Region) -> None:
    """The college finds the provision in My work and answers its first question on a measure as its ground."""
    college = region.as_("lapina").follow("Ответить", near="13. Обеспечение процессов").follow("Ответить")
    said = {"Работает частично": True, "Основание": "Перечень мастерских составлен", "Пробел": "Нет плана поверки"}
    college.press("Сохранить ответ", said | {"Мастерские края: 1.1. Составить перечень мастерских": True})
    college.follow("Самооценка за полугодие").sees("Отвечено вопросов: 1 из")


def close_assessment(region: Region) -> None:
    """What was not answered in time stays unanswered; the report comes as docx."""
    coordinator = region.as_("gromova").follow("Стандарт").follow("Самооценка").follow("Самооценка за полугодие")
    coordinator.follow("Закрыть раунд").press(
        "Закрыть раунд", {"Вывод": "Ответил техникум.", "Вопросы без ответа…": True}
    )
    assert coordinator.follow("Скачать docx").downloaded.startswith(b"PK")
