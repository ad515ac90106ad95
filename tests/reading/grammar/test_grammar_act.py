"""Heads of acts in the forms that offices print them."""

from datetime import date

import pytest

from kadrost.reading.grammar.act import read_act_head
from kadrost.reading.grammar.casing import recased
from kadrost.reading.grammar.dates import find_date, find_number, find_period
from kadrost.reading.grammar.regions import find_region
from kadrost.reading.grammar.spacing import without_letter_spacing
from kadrost.reading.result import Document
from kadrost.reading.source import Paragraph, Span


def head(text: str) -> Document:
    return read_act_head([Paragraph(line, Span(0, 0)) for line in text.split("\n")])


def test_order_of_a_ministry_with_letterhead() -> None:
    assert head(
        "РОССИЙСКАЯ ФЕДЕРАЦИЯ\nМИНИСТЕРСТВО ПРОФЕССИОНАЛЬНОГО ОБРАЗОВАНИЯ\nПРИОЗЁРСКОЙ ОБЛАСТИ\nПРИКАЗ\n"
        "12 января 2023 года № 01-05/17\nг. Приозёрск\nОб утверждении плана («дорожной карты»)\nпо развитию наставничества\n"
        "на 2023 – 2025 годы\nВ соответствии с пунктом 3 постановления от 01.12.2022 № 500\nПРИКАЗЫВАЮ:"
    ) == Document(
        kind="roadmap",
        act="приказ",
        issuer="Министерство профессионального образования Приозёрской области",
        region="Приозёрская область",
        date=date(2023, 1, 12),
        number="01-05/17",
        title="Об утверждении плана («дорожной карты») по развитию наставничества на 2023 – 2025 годы",
        period=(date(2023, 1, 1), date(2025, 12, 31)),
    )


def test_act_without_a_title_takes_what_it_approves() -> None:
    read = head(
        "ПРАВИТЕЛЬСТВО РЕСПУБЛИКИ КАРЕЛИЯ\nРАСПОРЯЖЕНИЕ\nот 3 марта 2021 года № 147р-П\n1. Утвердить прилагаемый План работы на 2021 год."
    )
    assert (read.act, read.issuer, read.region) == (
        "распоряжение",
        "Правительство Республики Карелия",
        "Республика Карелия",
    )
    assert (read.title, read.number, read.date) == ("План работы на 2021 год", "147р-П", date(2021, 3, 3))


def test_plan_whose_act_is_named_by_its_stamp() -> None:
    read = head(
        "УТВЕРЖДЕН\nприказом Министерства труда\nПриозёрской области\nот 05.02.2022 № 33\nПЛАН МЕРОПРИЯТИЙ\nпо подготовке кадров на 2022 год"
    )
    assert (read.act, read.issuer, read.number, read.date) == (
        "приказ",
        "Министерство труда Приозёрской области",
        "33",
        date(2022, 2, 5),
    )
    assert read.title == "План мероприятий по подготовке кадров на 2022 год"
    assert read.approved_by == "приказом Министерства труда Приозёрской области от 05.02.2022 № 33"


def test_plan_approved_by_a_person() -> None:
    read = head(
        "УТВЕРЖДАЮ\nМинистр образования\nКраснодарского края\n_______ Е.В. Вершина\n«12» февраля 2024 г.\nПлан-график\nпроведения чемпионата"
    )
    assert (read.act, read.date, read.region) == ("план", date(2024, 2, 12), "Краснодарский край")
    assert read.approved_by == "Министр образования Краснодарского края Е.В. Вершина"
    assert read.title == "План-график проведения чемпионата"


def test_plan_approved_by_a_council() -> None:
    read = head(
        "Утверждена протоколом заседания\nКоординационного совета области\nот 12.12.2022 № 4\n«Дорожная карта» развития кластера"
    )
    assert (read.kind, read.act, read.issuer, read.number) == (
        "roadmap",
        "протокол",
        "Координационный совет области",
        "4",
    )
    assert read.title == "«Дорожная карта» развития кластера"


@pytest.mark.parametrize(
    ("text", "issuer", "number"),
    [
        (
            "РАСПОРЯЖЕНИЕ ПРАВИТЕЛЬСТВА ПРИОЗЁРСКОГО КРАЯ\nот 15 мая 2020 г. N 210-рп\nО Плане",
            "Правительство Приозёрского края",
            "210-рп",
        ),
        (
            "УКАЗ\nГУБЕРНАТОРА ПРИОЗЁРСКОЙ ОБЛАСТИ\nО плане\nот 1 июня 2023 года № 77",
            "Губернатор Приозёрской области",
            "77",
        ),
        (
            "АДМИНИСТРАЦИЯ ГОРОДА ПРИОЗЁРСКА\nП О С Т А Н О В Л Е Н И Е\n14.02.2023 № 210\nО плане",
            "Администрация города Приозёрска",
            "210",
        ),
        (
            "ПРИКАЗ\nминистерства культуры Приозёрского края\nот 11.09.2023 № 7\nО неделе",
            "министерство культуры Приозёрского края",
            "7",
        ),
    ],
)
def test_issuer_above_beside_and_below_the_kind(text: str, issuer: str, number: str) -> None:
    read = head(text)
    assert (read.issuer, read.number) == (issuer, number)


def test_template_and_empty_head() -> None:
    assert head("Макет примерного плана-графика (дорожной карты) по созданию центров").kind == "template"
    assert head("") == Document(kind="roadmap")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Правительство Амурской области", "Амурская область"),
        ("в Республике Карелии", "Республика Карелия"),
        ("Ханты-Мансийского автономного округа – Югры", "Ханты-Мансийский автономный округ – Югра"),
        ("ПРАВИТЕЛЬСТВО ЧУВАШСКОЙ РЕСПУБЛИКИ", "Чувашская республика"),
        ("Республики Саха (Якутия)", "Республика Саха (Якутия)"),
        ("Правительства Санкт-Петербурга", "Санкт-Петербург"),
        ("субъекта Российской Федерации", None),
        ("ООО «Лесной край»", None),
        ("город Томск", None),
    ],
)
def test_region_in_the_nominative(text: str, region: str | None) -> None:
    assert find_region(text) == region


@pytest.mark.parametrize(
    ("text", "day", "number"),
    [
        ("от 30.12.2019 № 565-р", date(2019, 12, 30), "565-р"),
        ("«08» августа 2019 г.", date(2019, 8, 8), None),
        ("от 31.02.2020 №", None, None),
        ("Протокол № 2/2022", None, "2/2022"),
        ("", None, None),
    ],
)
def test_dates_and_numbers(text: str, day: date | None, number: str | None) -> None:
    assert (find_date(text), find_number(text)) == (day, number)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("План на 2022 год", (date(2022, 1, 1), date(2022, 12, 31))),
        ("План «Кадры» на 2019–2020 годы", (date(2019, 1, 1), date(2020, 12, 31))),
        ("План на 2021/2022 учебный год", (date(2021, 9, 1), date(2022, 8, 31))),
        ("О программе «Развитие на 2018–2025 годы»", None),
        ("Стратегия на период до 2030 года", None),
    ],
)
def test_period_of_a_title(text: str, period: tuple[date, date] | None) -> None:
    assert find_period(text) == period


def test_capitals_and_letter_spacing() -> None:
    assert (
        recased("СОВЕТ ПО КАДРАМ ЯМАЛО-НЕНЕЦКОГО АВТОНОМНОГО ОКРУГА", "")
        == "Совет по кадрам Ямало-Ненецкого автономного округа"
    )
    assert recased("УПРАВЛЕНИЕ МАШИНОСТРОЕНИЯ", "план отрасли Машиностроения") == "Управление Машиностроения"
    assert without_letter_spacing("совет п о с т а н о в л я е т : план") == "совет постановляет : план"
    assert without_letter_spacing("а б в") == "а б в"
