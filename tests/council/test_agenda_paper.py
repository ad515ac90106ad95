"""The agenda as a paper: what was put, what will join it by itself, whom it calls."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO

import docx
import pytest

from kadrost.council.domain.agenda import add_material
from kadrost.council.domain.planning import cancel_meeting
from kadrost.council.models import Meeting
from tests.council.scene import TODAY, CouncilScene, ask, decide, hold, make_council, plan, sign
from tests.web.scene import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


def lines_of(scene: CouncilScene, meeting: Meeting) -> list[str]:
    answer = client_of(scene.people["member"]).get(f"/council/meetings/{meeting.pk}/agenda.docx")
    assert answer.status_code == 200
    return [paragraph.text for paragraph in docx.Document(BytesIO(answer.content)).paragraphs]


def test_the_agenda_is_ready_to_be_sent(scene: CouncilScene) -> None:
    first = plan(scene)
    words = "Министерству ремёсел Энской области доложить о заявках на заседании Совета"
    decide(scene, ask(scene, first), words, "30 апреля 2027 года")
    hold(scene, first)
    sign(scene, first)
    meeting = plan(scene, date(2027, 4, 20), starts_at=time(10, 30))
    item = ask(scene, meeting, "О перечне профессий.", "А. А. Петрова")
    add_material(
        item=item, title="Проект перечня", file_name="проект.txt", content=b"text", acting=scene.secretary, today=TODAY
    )
    lines = lines_of(scene, meeting)
    assert lines[:8] == [
        "ПОВЕСТКА",
        "заседания Совета по ремёслам Энской области № 2/2027",
        "20 апреля 2027 года, 10:30",
        "Зал 1",
        "1. О перечне профессий.",
        "Заслушать: А. А. Петрова",
        "Материалы: Проект перечня",
        lines[7],
    ]
    assert lines[7].startswith("2. Об исполнении поручения 1.1")
    assert lines[8] == "Срок ответа: 30.04.2027"
    assert lines[9:11] == ["Приглашаются", "Главнов Г. Г., заместитель Губернатора Энской области"]
    assert len(lines) == 15


def test_a_meeting_that_was_called_off_has_no_agenda(scene: CouncilScene) -> None:
    meeting = plan(scene)
    cancel_meeting(meeting=meeting, ground="нет кворума", version=meeting.version, acting=scene.secretary, today=TODAY)
    assert client_of(scene.people["member"]).get(f"/council/meetings/{meeting.pk}/agenda.docx").status_code == 404
