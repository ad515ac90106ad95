"""Documents taken under control by one command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import SYSTEM, Acting, acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake.automatic import Imported, Wishes, import_document
from kadrost.roadmaps.models import Checkpoint, Duty, Intake, Measure, Plan, Ruling
from kadrost.roadmaps.permissions import PermissionRefused
from tests.roadmaps.intake.documents import DOUBTFUL, LABOUR, MINISTRY, ROADMAP, roadmap
from tests.web.factories import TODAY, OrganisationFactory, person

pytestmark = pytest.mark.django_db


def bring_in(data: bytes, acting: Acting = SYSTEM, wishes: Wishes | None = None) -> Imported:
    return import_document(data=data, name="план.txt", wishes=wishes or Wishes(), acting=acting, today=TODAY)


def test_the_first_document_fills_the_registry() -> None:
    done = bring_in(roadmap())
    assert (done.outcome, done.measures, done.checkpoints, done.organisations) == ("imported", 3, 3, 2)
    assert list(Territory.objects.values_list("name", flat=True)) == ["Энская область"]
    assert list(Organisation.objects.values_list("name", "kind")) == [(LABOUR, "authority"), (MINISTRY, "authority")]
    assert not Duty.objects.filter(organisation=None).exists()
    plan = Plan.objects.get()
    assert (plan.short_title, str(plan.controller)) == (
        "План мероприятий по обновлению ремёсел Энской области",
        MINISTRY,
    )
    assert set(Entry.objects.values_list("actor_name", flat=True)) == {"kadrost"}


def test_the_same_document_again_changes_nothing() -> None:
    bring_in(roadmap())
    entries = Entry.objects.count()
    again = bring_in(roadmap())
    assert (again.outcome, again.plan) == ("under_control", Plan.objects.get())
    assert Entry.objects.count() == entries


def test_serious_doubts_wait_for_a_person_unless_accepted() -> None:
    waits = bring_in(roadmap(DOUBTFUL))
    assert (waits.outcome, [flag.code for flag in waits.serious]) == ("draft", ["due_not_understood"])
    assert Intake.objects.get().state == Intake.State.DRAFT
    assert not Plan.objects.exists()
    done = bring_in(roadmap(DOUBTFUL, **{"12-р": "13-р"}), wishes=Wishes(accept_doubts=True))
    assert (done.outcome, done.not_understood, done.doubts) == ("imported", 1, 2)


def test_what_the_caller_says_counts() -> None:
    wishes = Wishes(territory="Дальний край", coordinator="Палата ремёсел", controller=LABOUR)
    bring_in(roadmap(), wishes=wishes)
    plan = Plan.objects.get()
    assert (str(plan.territory), str(plan.coordinator), str(plan.controller)) == (
        "Дальний край",
        "Палата ремёсел",
        LABOUR,
    )


def test_without_a_region_a_territory_must_be_said(stored: Path) -> None:
    nameless = ROADMAP.replace("ЭНСКОЙ ОБЛАСТИ", "").replace(" Энской области", "").encode()
    with pytest.raises(KadrostError) as refusal:
        bring_in(nameless)
    assert refusal.value.code == "no_territory"
    assert not Intake.objects.exists()
    assert list(stored.iterdir()) == []


def test_whoever_may_not_import_brings_nothing_in(executor: Acting) -> None:
    with pytest.raises(PermissionRefused):
        bring_in(roadmap(), acting=executor)
    assert not Intake.objects.exists()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_bytes(roadmap())
    (folder / "doubtful.txt").write_bytes(roadmap(DOUBTFUL))
    (folder / "README.md").write_text("Что здесь лежит")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 truncated")
    return folder


def run(*arguments: str) -> tuple[int, str]:
    import typer

    from kadrost.cli.import_documents import import_documents

    app = typer.Typer()
    app.command()(import_documents)
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout


def test_the_command_says_what_became_of_each_file(folder: Path) -> None:
    files = [str(path) for path in sorted(folder.iterdir())]
    status, printed = run("--json", *files)
    outcomes = {Path(report["file"]).name: report["outcome"] for report in json.loads(printed)}
    assert outcomes == {
        "README.md": "skipped",
        "broken.pdf": "refused",
        "doubtful.txt": "draft",
        "plan.txt": "imported",
    }
    assert status == 2
    assert Measure.objects.count() == 3
    assert run(str(folder / "doubtful.txt"))[0] == 1
    status, printed = run(str(folder / "plan.txt"))
    assert (status, printed) == (
        0,
        "plan.txt: уже на контроле: План мероприятий по обновлению ремёсел Энской области\n",
    )


@pytest.mark.shared
def test_the_five_real_documents_come_in(shared_dir: Path) -> None:
    files = [str(path) for path in sorted((shared_dir / "documents").iterdir())]
    status, printed = run("--json", *files)
    assert status == 0
    measures = {Path(one["file"]).name: one["measures"] for one in json.loads(printed) if one["outcome"] == "imported"}
    assert measures == {
        "amur-roadmap.txt": 21,
        "chelyabinsk-protocol.txt": 18,
        "copp-model-plan.txt": 66,
        "samara-roadmap.txt": 61,
        "tomsk-roadmap.txt": 83,
    }
    assert Measure.objects.count() == 249
    assert not Checkpoint.objects.filter(plan__kind="template").exists()  # nobody signed it: it obliges nobody
    assert not Measure.objects.exclude(schedule_data=None).filter(schedule_words="").exists()


def test_the_same_act_in_another_file_is_not_taken_twice() -> None:
    bring_in(roadmap())
    with pytest.raises(KadrostError) as refusal:
        bring_in(roadmap() + b"\n")
    assert refusal.value.code == "same_act"
    assert Plan.objects.count() == 1


def test_an_act_without_requisites_is_known_by_its_title() -> None:
    bare = roadmap(**{"от 15 января 2027 года № 12-р\n\n": ""})
    wishes = Wishes(accept_doubts=True)
    bring_in(bare, wishes=wishes)
    with pytest.raises(KadrostError) as refusal:
        bring_in(bare + b"\n", wishes=wishes)
    assert refusal.value.code == "same_act"
    bring_in(bare.replace("обновлению".encode(), "поддержке".encode()), wishes=wishes)
    assert Plan.objects.count() == 2


def test_passed_terms_are_taken_off_in_a_persons_name_only() -> None:
    past = roadmap(**{"до 20 марта 2027 года": f"до 20 марта {TODAY.year - 1} года"})
    wishes = Wishes(past_ground="отчёт за год")
    with pytest.raises(KadrostError) as refusal:
        bring_in(past, wishes=wishes)
    assert refusal.value.code == "no_person"
    assert not Plan.objects.exists()
    done = bring_in(past, acting_on(person(Role.COORDINATOR, OrganisationFactory()), TODAY), wishes)
    assert (done.outcome, done.past) == ("imported", 0)
    assert Ruling.objects.get().ground == "Срок прошёл до взятия на контроль: отчёт за год"


def test_a_plan_is_public_only_where_the_caller_says_so() -> None:
    bring_in(roadmap())
    bring_in(roadmap(**{"12-р": "13-р"}), wishes=Wishes(public=True))
    assert list(Plan.objects.order_by("id").values_list("is_public", flat=True)) == [False, True]
