"""The document for a region's data officer tells what the register declares, and it is up to date."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from kadrost.audit.personal import declarations, purposes
from kadrost.region.domain.personal.listing import BEGINS, ENDS, listing, with_listing
from tests.conftest import REPOSITORY

DOCUMENT = REPOSITORY / "docs" / "personal-data.md"


def test_the_document_is_up_to_date() -> None:
    written = DOCUMENT.read_text(encoding="utf-8")
    with override("ru"):
        assert with_listing(written) == written, "kadrost manage list_personal_data --write docs/personal-data.md"


def test_the_list_tells_of_every_purpose_and_field() -> None:
    with override("ru"):
        told = listing()
    assert [one.code for one in purposes() if f"### {one.title}\n" not in told] == []
    assert [(one.model, name) for one in declarations() for name in one.fields if f"`{name}`" not in told] == []


def test_a_document_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="начало перечня"):
        with_listing(f"{BEGINS} без конца")
    with override("ru"):
        assert with_listing(f"а {BEGINS} старое {ENDS} б") == f"а {BEGINS}\n\n{listing()}\n\n{ENDS} б"
