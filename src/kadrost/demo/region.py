"""The fictional Верхнеозёрская область: its bodies, the names documents give them, and who acts for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.domain.resolution import define_group, remember_name
from kadrost.region.models import Appointment, Organisation, Territory

Kind = Organisation.Kind
REGION = "Верхнеозёрская область"
APPOINTED_ON = date(2025, 12, 1)


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the region: its key in this package, full and short name, kind, and further printed names."""

    key: str
    name: str
    short_name: str
    kind: Organisation.Kind
    printed: tuple[str, ...] = ()


BODIES = (
    Body("government", "Контрольное управление Правительства Верхнеозёрской области", "Контрольное управление", Kind.AUTHORITY),
    Body("education", "Министерство образования и науки Верхнеозёрской области", "Минобразования", Kind.AUTHORITY,
         ("координатор", "министерство образования и науки")),
    Body("labour", "Министерство труда и занятости населения Верхнеозёрской области", "Минтруд", Kind.AUTHORITY,
         ("министерство труда",)),
    Body("economy", "Министерство экономического развития Верхнеозёрской области", "Минэкономразвития", Kind.AUTHORITY),
    Body("industry", "Министерство промышленности и новых технологий Верхнеозёрской области", "Минпром", Kind.AUTHORITY,
         ("министерство промышленности",)),
    Body("agriculture", "Министерство сельского хозяйства Верхнеозёрской области", "Минсельхоз", Kind.AUTHORITY),
    Body("construction", "Министерство строительства Верхнеозёрской области", "Минстрой", Kind.AUTHORITY),
    Body("transport", "Министерство транспорта и дорожного хозяйства Верхнеозёрской области", "Минтранс", Kind.AUTHORITY),
    Body("kamensk", "Администрация Каменского муниципального района", "", Kind.MUNICIPALITY),
    Body("sinegorsk", "Администрация города Синегорска", "", Kind.MUNICIPALITY),
    Body("group", "Рабочая группа по кадрам для промышленности при Губернаторе Верхнеозёрской области", "Рабочая группа",
         Kind.BODY, ("рабочая группа",)),
    Body("council", "Областной совет по кадровой политике", "Совет по кадровой политике", Kind.BODY),
    Body("quotas", "Экспертный совет по контрольным цифрам приёма", "", Kind.BODY),
    Body("copp", "Центр опережающей профессиональной подготовки Верхнеозёрской области", "ЦОПП", Kind.CENTRE, ("ЦОПП",)),
    Body("institute", "ГБУ ДПО «Верхнеозёрский институт развития образования»", "ВИРО", Kind.OTHER),
    Body("polytechnic", "ГАПОУ «Верхнеозёрский политехнический колледж»", "Политехнический колледж", Kind.COLLEGE),
    Body("mining", "ГБПОУ «Синегорский горно-металлургический техникум»", "Горно-металлургический техникум", Kind.COLLEGE),
    Body("agrarian", "ГБПОУ «Каменский аграрный колледж»", "Аграрный колледж", Kind.COLLEGE),
    Body("union", "Союз промышленников «Верхнеозёрье»", "Союз промышленников", Kind.UNION),
    Body("machines", "АО «Верхнеозёрский станкостроительный завод»", "Станкостроительный завод", Kind.EMPLOYER),
    Body("foundry", "ООО «Синегорский литейный комбинат»", "Литейный комбинат", Kind.EMPLOYER),
)  # fmt: skip

GROUPS = {
    "отраслевые министерства": ("industry", "agriculture", "construction", "transport"),
    "колледжи": ("polytechnic", "mining", "agrarian"),
    "предприятия-партнёры": ("machines", "foundry"),
    "администрации муниципальных образований": ("kamensk", "sinegorsk"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A fictional person with a sign-in: login, names, role and body."""

    login: str
    names: tuple[str, str, str]
    role: Role
    body: str
    is_shown: bool = True


PEOPLE = (
    Person("koordinator", ("Лыкова", "Вера", "Андреевна"), Role.COORDINATOR, "education"),
    Person("kontroler", ("Громов", "Илья", "Сергеевич"), Role.CONTROLLER, "government"),
    Person("mintrud", ("Осипова", "Марина", "Юрьевна"), Role.EXECUTOR, "labour"),
    Person("kolledzh", ("Тихонов", "Павел", "Ильич"), Role.EXECUTOR, "polytechnic"),
    Person("copp", ("Ярцева", "Алла", "Викторовна"), Role.EXECUTOR, "copp"),
    Person("auditor", ("Белкин", "Роман", "Олегович"), Role.AUDITOR, "government"),
    Person("administrator", ("Данилова", "Ольга", "Петровна"), Role.ADMINISTRATOR, "education"),
    Person("minobr", ("Сомова", "Инна", "Львовна"), Role.EXECUTOR, "education", is_shown=False),
    Person("mineconom", ("Кудинов", "Глеб", "Романович"), Role.EXECUTOR, "economy", is_shown=False),
    Person("minprom", ("Зорин", "Артём", "Павлович"), Role.EXECUTOR, "industry", is_shown=False),
    Person("minselhoz", ("Рябова", "Нина", "Егоровна"), Role.EXECUTOR, "agriculture", is_shown=False),
    Person("soyuz", ("Мельник", "Борис", "Игоревич"), Role.EXECUTOR, "union", is_shown=False),
    Person("tehnikum", ("Фролов", "Денис", "Матвеевич"), Role.EXECUTOR, "mining", is_shown=False),
    Person("agrar", ("Котова", "Лидия", "Фёдоровна"), Role.EXECUTOR, "agrarian", is_shown=False),
    Person("gruppa", ("Шубин", "Лев", "Николаевич"), Role.EXECUTOR, "group", is_shown=False),
    Person("sekretar", ("Орлова", "Елена", "Кирилловна"), Role.COUNCIL_SECRETARY, "council"),
    Person("kamensk", ("Жукова", "Раиса", "Павловна"), Role.EXECUTOR, "kamensk", is_shown=False),
)


def build_region() -> tuple[Territory, dict[str, Organisation]]:
    """The territory with its organisations, remembered names and groups; organisations by their keys."""
    territory = Territory.objects.create(name=REGION, genitive="Верхнеозёрской области")
    bodies = {}
    for body in BODIES:
        bodies[body.key] = Organisation.objects.create(
            name=body.name, short_name=body.short_name, kind=body.kind, territory=territory
        )
        for printed in body.printed:
            remember_name(printed=printed, body=bodies[body.key], territory=territory)
    for name, members in GROUPS.items():
        define_group(name=name, territory=territory, members=[bodies[key] for key in members])
    return territory, bodies


def build_people(bodies: dict[str, Organisation], *, password: str) -> dict[str, User]:
    """The people of the region with their sign-ins and appointments, by login."""
    people = {}
    for person in PEOPLE:
        surname, given_name, patronymic = person.names
        people[person.login] = User.objects.create_user(
            person.login,
            password,
            email=f"{person.login}@verhneozerye.example",
            surname=surname,
            given_name=given_name,
            patronymic=patronymic,
        )
        Appointment.objects.create(
            person=people[person.login],
            role=person.role,
            organisation=bodies[person.body],
            valid_from=APPOINTED_ON,
        )
    return people
