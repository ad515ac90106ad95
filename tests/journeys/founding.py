"""January: the territory, its organisations, its people by letters, a deputy for the days of leave."""

from __future__ import annotations

from tests.journeys.region import ADMINISTRATOR, COLLEGE, EDUCATION, LABOUR, WORD, Region, address_in
from tests.journeys.visitor import Visitor

BODIES = (
    (EDUCATION, "Минобр", "Орган власти"),
    (LABOUR, "Минтруд", "Орган власти"),
    (COLLEGE, "Техникум ремёсел", "Профессиональная образовательная организация"),
)
PEOPLE = (
    ("gromova", "Громова", "Вера", "Координатор", EDUCATION),
    ("belov", "Белов", "Пётр", "Контролёр", EDUCATION),
    ("zimina", "Зимина", "Анна", "Исполнитель", EDUCATION),
    ("rudin", "Рудин", "Олег", "Исполнитель", LABOUR),
    ("lapina", "Лапина", "Мария", "Исполнитель", COLLEGE),
    ("sedov", "Седов", "Илья", "Аудитор", EDUCATION),
)


def found_the_region(region: Region) -> None:
    """A territory, three organisations, six people who take their invitations."""
    administrator = region.as_(ADMINISTRATOR)
    administrator.follow("Организации").follow("Территории").follow("Добавить территорию")
    administrator.press("Добавить", {"Название": "Заозёрский край", "В родительном падеже": "Заозёрского края"})
    for name, short, kind in BODIES:
        administrator.follow("Организации").follow("Добавить организацию")
        administrator.press("Добавить", {"Полное название": name, "Принятое сокращение": short, "Вид": kind})
    for login, surname, given_name, role, body in PEOPLE:
        invite(region, login, surname, given_name, role, body)
    administrator.open_site().follow("Люди")
    assert all(administrator.has(f"{surname} {given}") for _, surname, given, _, _ in PEOPLE)


def invite(region: Region, login: str, surname: str, given_name: str, role: str, body: str) -> None:
    """A letter with a link, by which the invited person sets a password and stands in My work."""
    administrator = region.as_(ADMINISTRATOR).follow("Организации").follow(body).follow("Пригласить")
    named = {"Фамилия": surname, "Имя": given_name, "Роль": role}
    administrator.press("Отправить приглашение", named | {"Адрес почты": f"{login}@region.example"})
    administrator.sees("Ждёт ответа")
    invited = Visitor().open_letter(address_in(region.letters_to(login)[-1], "/invitation/"))
    invited.press("Задать пароль и войти", {"Новый пароль": WORD, "Подтверждение нового пароля": WORD})
    assert invited.heading == "Моя работа"


def leave_a_deputy(region: Region) -> None:
    """The executor of one ministry goes on leave; a colleague reports in his stead and no longer."""
    away = region.as_("zimina").follow("Моё замещение")
    away.press(
        "Записать замещение",
        {
            "Кто замещает": "Седов Илья",
            "С какого дня": "10.02.2027",
            "По какой день": "20.02.2027",
            "Основание": "отпуск, приказ № 3-л",
        },
    )
    away.sees("Седов Илья")
