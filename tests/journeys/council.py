"""The council: set up, met twice; its decisions become assignments, one confirms a measure, an answer is heard."""

from __future__ import annotations

from tests.journeys.control import SHORT
from tests.journeys.founding import invite
from tests.journeys.region import COLLEGE, COUNCIL, EDUCATION, LABOUR, Region

GROUP = "Рабочая группа по мастерским"
MEMBERS = (
    ("Павлова И. С.", "заместитель Губернатора", "Председатель", "не указано", "не нужен", True),
    ("Орлова Е. К.", "начальник отдела", "Секретарь", "не указано", "Орлова Елена", False),
    ("Громова В. И.", "министр образования", "Член", EDUCATION, "Громова Вера", True),
    ("Рудин О. П.", "министр труда", "Член", LABOUR, "Рудин Олег", True),
    ("Лапина М. Д.", "директор техникума", "Член", COLLEGE, "Лапина Мария", True),
)


def set_up_councils(region: Region) -> None:
    """A council with five members and a secretary who is invited by a letter; a working group that will not meet."""
    for name, genitive, kind in (
        (COUNCIL, "Совета по кадрам Заозёрского края", "Координационный совет"),
        (GROUP, "рабочей группы по мастерским", "Рабочая группа"),
    ):
        coordinator = region.as_("gromova").follow("Советы").follow("Завести совет")
        named = {"Полное название": name, "Вид": kind, "Название в родительном падеже": genitive}
        coordinator.press("Завести", named)
        assert coordinator.heading == name
    invite(region, "orlova", "Орлова", "Елена", "Секретарь совета", COUNCIL)
    coordinator = region.as_("gromova").follow("Советы").follow(COUNCIL)
    for name, post, part, represents, person, votes in MEMBERS:
        coordinator.follow("Ввести в состав")
        seat = {"Фамилия и инициалы": name, "Должность": post, "Роль": part, "Кого представляет": represents}
        coordinator.press(
            "Ввести в состав", seat | {"Вход на сайт": person, "Голосует": votes, "В составе с": "19.01.2027"}
        )
    assert all(coordinator.has(name) for name, *_ in MEMBERS)


def plan_first_meeting(region: Region) -> None:
    """A meeting with two questions, a material and a draft of decisions."""
    secretary = region.as_("orlova").follow("Советы").follow(COUNCIL).follow("Назначить заседание")
    secretary.press("Назначить", {"День": "16.02.2027", "Начало": "11:00", "Место": "Малый зал"})
    assert secretary.heading == "Заседание № 1/2027, 16 февраля 2027"
    for question, heard in (
        ("О мастерских края", "О. П. Рудина, министра труда"),
        ("О стажировках мастеров", "М. Д. Лапину, директора техникума"),
    ):
        secretary.press("Включить в повестку", {"Вопрос": question, "Кого слушали": heard})
    secretary.follow("Приложить материал к вопросу 1")
    secretary.press("Приложить", {"Файл": ("spravka.txt", "Справка о мастерских".encode()), "Название": "Справка"})
    secretary.sees("Справка")
    member = region.as_("lapina")
    assert member.has_link(COUNCIL, near="16.02.2027")


def hold_first_meeting(region: Region) -> None:
    """Opened, four present, decisions typed and said back in words, counted, signed: assignments are under control."""
    secretary = region.as_("orlova").follow("Повестка", near=COUNCIL).press("Открыть заседание")
    present = {f"{name}, {post}": "присутствует" for name, post, *_ in MEMBERS}
    present[f"{MEMBERS[2][0]}, {MEMBERS[2][1]}"] = "отсутствует"
    secretary.press("Сохранить", present | {"Председательствовал": MEMBERS[0][0], "Приглашённые": "Ким А. Б., мастер"})
    secretary.sees("Участвуют 3 из 4 голосующих")
    write_decisions(region)


def write_decisions(region: Region) -> None:
    """Three decisions, the first said back before it is written; votes; the protocol read as a draft and as docx."""
    secretary = region.people["orlova"].follow("1. О мастерских края…")
    typed = {
        "Решение": "Министерству труда Заозёрского края представить сведения о наставниках в мастерских.",
        "Срок": "до 15 марта 2027 года",
    }
    secretary.press("Проверить", typed)
    secretary.sees("Поручение Срок: 15 марта 2027 года 15.03.2027 Министерство труда Заозёрского края")
    secretary.press("Записать решение").follow("2. О стажировках мастеров…")
    typed = {
        "Решение": "Заозёрскому техникуму ремёсел составить план стажировок мастеров.",
        "Срок": "до 12 апреля 2027 года",
        "Доложить на заседании": "да",
    }
    secretary.press("Записать решение", typed)
    secretary.press("Записать решение", {"Решение": "Информацию Лапиной М. Д. принять к сведению."})
    secretary.press("Записать голоса", {"За": "3", "Против": "0", "Воздержались": "0"})
    secretary.follow("Протокол")
    secretary.sees("(Срок — до 12 апреля 2027 года)")
    assert secretary.follow("Скачать docx").downloaded.startswith(b"PK")


def sign_protocol(region: Region, day: str) -> None:
    """The signed copy attached; its assignments stand on the board, an extract for each executor."""
    secretary = region.as_("orlova").follow("Продолжить", near=COUNCIL).follow("Протокол").follow("Подписать протокол")
    signed = {
        "Протокол подписан": day,
        "Утвердил: должность": "заместитель Губернатора",
        "Утвердил: имя": "Павлова И. С.",
    }
    secretary.press("Подписать", signed | {"Подписанный экземпляр": ("protokol.pdf", b"%PDF-1.4 " + day.encode())})
    secretary.sees("Протокол подписан. Поручения на контроле.")


def find_assignments(region: Region) -> None:
    """The executor finds the assignment in My work, the secretary on the board, with the protocol as its plan."""
    assert region.as_("rudin").has_link("1.1 Министерству труда Заозёрского края представить…")
    board = region.as_("orlova").follow("Контроль")
    assert board.has_link("2.1 Заозёрскому техникуму ремёсел составить план стажировок мастеров…")
    extract = (
        region.as_("orlova").follow("Советы").follow(COUNCIL).follow("№ 1/2027…").follow("Протокол").follow(COLLEGE)
    )
    assert extract.downloaded.startswith(b"PK")


def plan_second_meeting(region: Region) -> None:
    """The answer that is due stands among what comes to the agenda by itself."""
    secretary = region.as_("orlova").follow("Советы").follow(COUNCIL).follow("Назначить заседание")
    secretary.press("Назначить", {"День": "20.04.2027", "Место": "Малый зал"}).sees("Встанут в повестку сами")
    secretary.press("Включить в повестку", {"Вопрос": "О программе стажировок"})


def hold_second_meeting(region: Region) -> None:
    """The answer is a question of the agenda; one decision confirms a measure of the roadmap, one takes the answer off."""
    secretary = region.as_("orlova").follow("Повестка", near="№ 2/2027").press("Открыть заседание")
    present = {f"{name}, {post}": "присутствует" for name, post, *_ in MEMBERS}
    secretary.press("Сохранить", present | {"Председательствовал": MEMBERS[0][0]})
    secretary.sees("Об исполнении поручения 2.1 (протокол от 16.02.2027 № 1/2027)")
    secretary.follow("1. О программе стажировок…").follow("снять с контроля или подтвердить мероприятие")
    secretary.press("Найти", {"Найти по словам": "программу стажировок"}, near="Найти по словам")
    replaced = {"Какой подтверждающий документ это заменяет": "Протокол заседания совета"}
    secretary.follow("1.2 Утвердить программу стажировок мастеров")
    secretary.press("Записать", {"Подтвердить выполнение мероприятия": True} | replaced)
    secretary.follow("2. Об исполнении поручения 2.1…").follow("снять с контроля или подтвердить мероприятие")
    secretary.follow("Поручение 2.1, ответ по которому заслушан")
    secretary.press(
        "Записать", {"Снять с контроля": True, "Как записать в протокол": "Снять с контроля поручение 2.1."}
    )


def find_confirmation(region: Region) -> None:
    """The roadmap's measure holds the protocol as its document and leads to the meeting; the answer is off control."""
    measure = region.as_("belov").follow("Планы").follow(SHORT).follow("Утвердить программу стажировок мастеров")
    measure.sees("подтверждено протоколом")
    assert measure.has_link("protokol.pdf")
    assert measure.has_link(f"{COUNCIL}, заседание № 2/2027 от 20.04.2027")
    board = region.as_("orlova").follow("Контроль").follow("снятые с контроля…")
    assert board.has_link("2.1 Заозёрскому техникуму ремёсел составить план стажировок мастеров…")
