"""June: the next edition of the roadmap, its difference decided row by row, taken on its ground."""

from __future__ import annotations

from tests.journeys.control import SHORT
from tests.journeys.papers import NEXT_EDITION
from tests.journeys.region import Region


def load_next_edition(region: Region) -> None:
    """The order of June is read, recognised as the plan's next edition, compared."""
    clerk = region.as_("gromova").follow("Взять документ на контроль")
    clerk.press(
        "Прочитать документ", {"Документ": ("karta2.txt", NEXT_EDITION.encode()), "Территория": "Заозёрский край"}
    )
    clerk.sees("6 мероприятий, 0 вопросов").follow("Взять на контроль")
    clerk.sees("Похоже, это новая редакция плана").press("Сопоставить с планом")
    clerk.sees("Ждут решения: 2")


def decide_and_take(region: Region) -> None:
    """The moved term is accepted on its own ground, the new measure too; the edition is taken, the old one stays readable."""
    clerk = region.as_("gromova").follow("Планы").follow(SHORT).follow("Редакции").follow("Открыть")
    clerk.press("Принять", {"Основание этой строки": "Станки придут в августе"}, near="1.5 Открыть мастерскую")
    clerk.press("Принять", near="1.6 Провести ярмарку").follow("К принятию")
    clerk.sees("Контрольные точкипоявится 2, закроется 1").press("Принять редакцию")
    clerk.sees("Редакция 2 принята. Контрольных точек добавлено: 2, закрыто: 1.")
    clerk.follow("Редакции").follow("Редакция 1").sees("до 31 мая 2027 года")
