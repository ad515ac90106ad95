"""What the demo region's priorities are: fictional words, enterprises and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its base of 2024 and its values from the list's year on."""

    title: str
    unit: str
    base: str
    planned: tuple[str, ...]
    better: str = "more"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A priority with all that is said of it; bodies by their keys, money of a source from the list's year on."""

    words: Mapping[str, str]
    responsible: str
    indicators: tuple[Indicator, ...] = ()
    money: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    training: Mapping[str, str] = field(default_factory=dict)


AGREED = "Соглашение о взаимодействии от 02.12.2025"
PARTICIPANTS = (
    ("polytechnic", "college", "готовит рабочих для машиностроения", AGREED),
    ("mining", "college", "готовит металлургов и литейщиков", AGREED),
    ("agrarian", "college", "готовит кадры для села", AGREED),
    ("institute", "further", "повышает квалификацию мастеров и наставников", AGREED),
    ("copp", "further", "переучивает взрослых по коротким программам", AGREED),
    ("machines", "partner", "даёт места практики и заявку на кадры", AGREED),
    ("foundry", "partner", "даёт места практики и оборудование", AGREED),
)

PRIORITIES = (
    Chosen(
        words={
            "title": "Рабочие кадры для станкостроения",
            "source": "strategy",
            "source_words": "Стратегия развития области до 2030 года, раздел «Промышленность»",
            "sector_code": "28",
            "sector": "",
            "goal": "Закрыть потребность заводов в станочниках к пуску новых цехов",
            "tasks": "Обучение на рабочем месте у наставников\nНовые станки в мастерских колледжей",
            "professions": "15.01.38 Оператор-наладчик металлообрабатывающих станков\n15.01.35 Мастер слесарных работ",
            "enterprises": "АО «Верхнеозёрский станкостроительный завод»",
            "projects": "Цех пятикоординатных станков",
        },
        responsible="industry",
        indicators=(
            Indicator("Станочники, принятые на заводы после обучения", "чел.", "180", ("220", "260", "300", "330", "360")),
            Indicator("Незанятые места станочников", "ед.", "140", ("120", "90", "60", "40", "25"), "less"),
        ),
        money={"областной бюджет": ("42", "45", "45", "30", "30"), "средства предприятий": ("12.5", "14", "15", "15", "15")},
        training={"polytechnic": "", "copp": "15.01.35 Мастер слесарных работ (короткая программа)"},
    ),
    Chosen(
        words={
            "title": "Металлурги и литейщики для Синегорска",
            "source": "project",
            "source_words": "Инвестиционное соглашение по литейному комбинату",
            "sector_code": "24",
            "sector": "",
            "goal": "Подготовить смены к пуску второй литейной линии",
            "tasks": "Дуальное обучение на комбинате\nДемонстрационный экзамен на оборудовании предприятия",
            "professions": "22.01.03 Машинист крана металлургического производства\n22.02.08 Металлургическое производство",
            "enterprises": "ООО «Синегорский литейный комбинат»",
            "projects": "Вторая литейная линия",
        },
        responsible="industry",
        indicators=(Indicator("Выпускники, оставшиеся работать на комбинате", "%", "54", ("58", "62", "65", "68", "70")),),
        money={"областной бюджет": ("18", "18", "20", "20", "20")},
        training={"mining": ""},
    ),
    Chosen(
        words={
            "title": "Механизаторы и агрономы для сельских районов",
            "source": "message",
            "source_words": "Послание Губернатора на 2026 год",
            "sector_code": "01",
            "sector": "Сельское хозяйство",
            "goal": "Дать хозяйствам районов молодых специалистов с правом управления машинами",
            "tasks": "Целевой приём из районов\nПрактика на полях хозяйств",
            "professions": "35.01.27 Мастер сельскохозяйственного производства\n35.02.05 Агрономия",
            "enterprises": "",
            "projects": "",
        },
        responsible="agriculture",
        indicators=(Indicator("Выпускники, вернувшиеся в свой район", "%", "47", ("50", "53", "56", "58", "60")),),
        training={"agrarian": ""},
    ),
)  # fmt: skip

NEW_PRIORITY = Chosen(
    words={
        "title": "Техники беспилотных авиационных систем",
        "source": "forecast",
        "source_words": "Прогноз потребности в кадрах на 2027–2033 годы",
        "sector_code": "30",
        "sector": "",
        "goal": "Начать подготовку техников и операторов беспилотных систем",
        "tasks": "Открыть лицензию\nСобрать полигон для практики",
        "professions": "25.02.08 Эксплуатация беспилотных авиационных систем",
        "enterprises": "",
        "projects": "",
    },
    responsible="industry",
    indicators=(Indicator("Принято на обучение по беспилотным системам", "чел.", "0", ("25", "50", "75", "100")),),
)
