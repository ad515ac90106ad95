"""People who may and may not take documents under control, and a folder of their own for stored files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake import start_intake
from kadrost.roadmaps.models import Intake
from tests.roadmaps.intake.documents import roadmap
from tests.web.factories import TODAY, OrganisationFactory, TerritoryFactory, person


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """The folder where stored documents stand; it is not there at first."""
    return tmp_path / "files" / "documents"


@pytest.fixture
def territory(db: None) -> Territory:
    return TerritoryFactory()


@pytest.fixture
def ministry(territory: Territory) -> Organisation:
    return OrganisationFactory(name="Министерство ремёсел Энской области", territory=territory)


@pytest.fixture
def coordinator(ministry: Organisation) -> Acting:
    return acting_on(person(Role.COORDINATOR, ministry), TODAY)


@pytest.fixture
def executor(ministry: Organisation) -> Acting:
    return acting_on(person(Role.EXECUTOR, ministry), TODAY)


@pytest.fixture
def draft(coordinator: Acting) -> Intake:
    """The roadmap, uploaded and read."""
    return start(coordinator)


def start(acting: Acting, data: bytes | None = None, name: str = "план.txt") -> Intake:
    """The draft of a document."""
    started = start_intake(data=data or roadmap(), name=name, territory=None, acting=acting, today=TODAY)
    assert started.intake is not None
    return started.intake
