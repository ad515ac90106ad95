"""Building the demo region: bodies, people, three of our own documents under control, and their history to today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from kadrost.accounts.models import User
from kadrost.demo.council import CouncilHistory
from kadrost.demo.editions import play_editions
from kadrost.demo.effectiveness import play_effectiveness
from kadrost.demo.history import History
from kadrost.demo.newcomers import invite_newcomers
from kadrost.demo.notices import play_notices
from kadrost.demo.personal import play_personal
from kadrost.demo.priorities import PriorityHistory
from kadrost.demo.region import build_people, build_region
from kadrost.demo.registers import RegisterHistory
from kadrost.demo.sessions import SessionHistory
from kadrost.demo.standard import StandardHistory
from kadrost.demo.templates import play_templates
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake import PlanDetails, confirm_intake, effective_reading, start_intake
from kadrost.roadmaps.domain.measures import record_event
from kadrost.roadmaps.domain.scheduling import extend_horizon
from kadrost.roadmaps.models import Checkpoint, Measure, Plan, Report, Ruling

PASSWORD = "ozero-i-sosny-2026"  # noqa: S105 printed at every start: people and data of the demo are fictional


class DemoRefused(KadrostError):
    """The demo region cannot be built here."""

    code = "demo_refused"


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """One of our documents: its file, the day on which it is taken under control, its short title and its controller."""

    file_name: str
    taken_on: date
    short_title: str
    coordinator: str
    controller: str


DOCUMENTS = (
    DemoDocument(
        "dorozhnaya-karta-kadry.docx", date(2025, 12, 22), "Кадры для промышленности", "education", "government"
    ),
    DemoDocument("plan-copp.pdf", date(2026, 1, 28), "Развитие ЦОПП", "education", "government"),
    DemoDocument("protokol-soveta.docx", date(2026, 3, 23), "Протокол совета № 1/2026", "education", "government"),
    DemoDocument("tipovaya-karta.txt", date(2026, 4, 6), "Типовая дорожная карта", "education", "government"),
)


@dataclass(frozen=True, slots=True)
class DemoBuilt:
    """What was built, for the command line to print."""

    plans: int
    measures: int
    checkpoints: int
    acts_played: int


def demo_is_built() -> bool:
    """Whether the database already holds plans."""
    return Plan.objects.exists()


def samples_folder() -> Path:
    """Where our documents lie: in the package, or in the repository it runs from."""
    package = Path(__file__).resolve().parent
    for folder in (package / "samples", package.parents[2] / "samples"):
        if (folder / DOCUMENTS[0].file_name).is_file():
            return folder
    raise DemoRefused("Учебные документы не найдены.", remedy="Запустите из папки репозитория или установите пакет.")


@transaction.atomic
def build_demo(*, today: date) -> DemoBuilt:
    """Build the region and play its control up to `today`, all or nothing; raises `DemoRefused` in a used database."""
    if demo_is_built() or Territory.objects.exists() or User.objects.exists():
        raise DemoRefused(
            "В базе уже есть данные: учебный регион в неё не добавляется.",
            remedy="Укажите другую папку данных в KADROST_VAR.",
        )
    territory, bodies = build_region()
    people = build_people(bodies, password=PASSWORD)
    folder = samples_folder()
    plans = [
        _take_under_control(folder, document, territory, bodies, people)
        for document in DOCUMENTS
        if document.taken_on <= today
    ]
    _record_the_investors_agreement(people, today)
    for plan in plans:
        extend_horizon(plan=plan, today=today)
    History(today=today).play()
    play_editions(plan=plans[0], people=people, today=today)
    if len(plans) > 1:
        play_effectiveness(plan=plans[1], people=people, today=today)
    StandardHistory(plans=plans, territory=territory, bodies=bodies, people=people, today=today).play()
    RegisterHistory(plans=plans, territory=territory, bodies=bodies, people=people, today=today).play()
    PriorityHistory(territory=territory, bodies=bodies, people=people, today=today).play()
    CouncilHistory(territory=territory, bodies=bodies, people=people, today=today).play()
    SessionHistory(bodies=bodies, people=people, today=today).play()
    play_templates(territory=territory, bodies=bodies, people=people, today=today)
    play_personal(people=people, today=today)
    play_notices(plans=plans, people=people, today=today)
    invite_newcomers(people, bodies, today=today)
    return DemoBuilt(
        plans=len(plans),
        measures=Measure.objects.count(),
        checkpoints=Checkpoint.objects.count(),
        acts_played=Report.objects.count() + Ruling.objects.count(),
    )


def _take_under_control(
    folder: Path,
    document: DemoDocument,
    territory: Territory,
    bodies: dict[str, Organisation],
    people: dict[str, User],
) -> Plan:
    coordinator = _acting(people, "koordinator", document.taken_on)
    started = start_intake(
        data=(folder / document.file_name).read_bytes(),
        name=document.file_name,
        territory=territory,
        acting=coordinator,
        today=document.taken_on,
    )
    if started.intake is None:
        raise DemoRefused(f"Документ {document.file_name} уже взят на контроль.")
    head = effective_reading(started.intake).reading.document
    period_from, period_until = head.period or (None, None)
    return confirm_intake(
        intake=started.intake,
        details=PlanDetails(
            title=head.title or document.short_title,
            short_title=document.short_title,
            coordinator=f"organisation:{bodies[document.coordinator].pk}",
            controller=f"organisation:{bodies[document.controller].pk}",
            period_from=period_from,
            period_until=period_until,
            is_public=True,
        ),
        acting=coordinator,
        version=started.intake.version,
        today=document.taken_on,
        leave_doubts=True,
    )


def _record_the_investors_agreement(people: dict[str, User], today: date) -> None:
    """The event that one measure waits for: from its day thirty working days are counted."""
    signed_on = date(2026, 9, 21)
    for measure in Measure.objects.filter(checkpoints=None).select_related("plan__act"):
        schedule = measure.schedule
        if schedule is not None and schedule.event and signed_on <= today:
            record_event(
                measure=measure,
                acting=_acting(people, "koordinator", signed_on),
                day=signed_on,
                ground="Инвестиционное соглашение от 21.09.2026 № 12",
                version=measure.version,
                today=signed_on,
            )


def _acting(people: dict[str, User], login: str, day: date) -> Acting:
    return acting_on(people[login], day)
