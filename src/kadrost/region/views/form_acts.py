"""What every page of one form does alike: carry its act out, or say on the form what the domain refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Model

from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.errors import FarTerm, StaleVersion
from kadrost.region.forms.shared import FarTermForm, VersionedForm, tell
from kadrost.region.permissions import PermissionRefused
from kadrost.ui.request import PageRequest

DONE = 302
STALE = 409
REFUSED = 422


def carry_out(
    request: PageRequest, form: Any, act: Callable[[], str], *, record: Model | None = None, beside: Sequence[Any] = ()
) -> int:
    """The status of the page: 200 where nothing was sent, `DONE` with the act's words (if any) as a message, or a refusal.

    `record` is what the form's version guards, where it has one; `beside` are forms that have to be right as well.
    """
    if request.method != "POST":
        return 200
    if not all([form.is_valid(), *(other.is_valid() for other in beside)]):
        return REFUSED
    try:
        _say(request, act())
    except KadrostError as error:
        return refused(form, error, record)
    return DONE


def press(request: PageRequest, act: Callable[[], str]) -> bool:
    """Carry out the act of a button that has no form: its words or its refusal as a message; gives whether it is done."""
    try:
        _say(request, act())
    except PermissionRefused:
        raise
    except KadrostError as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def refused(form: Any, error: KadrostError, record: Model | None) -> int:
    """Say the refusal on the form, keep what was typed; gives the status: 409 where somebody was faster."""
    if isinstance(error, PermissionRefused):
        raise error
    tell(form, error)
    if isinstance(error, FarTerm) and isinstance(form, FarTermForm):
        form.ask_whether_so_far()
    if isinstance(error, StaleVersion) and isinstance(form, VersionedForm) and record is not None:
        form.take_version(type(record)._base_manager.values_list("version", flat=True).get(pk=record.pk))
        return STALE
    return REFUSED


def _say(request: PageRequest, words: str) -> None:
    if words:
        messages.success(request, words)
