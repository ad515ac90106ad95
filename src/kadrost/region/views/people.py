"""The people who act for an organisation: appointing them, and adding new ones with a password shown once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.audit.looks import record_look
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.appointing import NewPerson, add_person, appoint, end_appointment, reissue_password
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.forms.organisations import AppointmentForm, PersonForm
from kadrost.region.forms.shared import tell
from kadrost.region.models import Appointment, Organisation
from kadrost.region.permissions import PermissionRefused, require
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.ui.request import PageRequest

MANAGE = "region.manage_people"
PURPOSE = gettext_noop("Назначение людей в организации")


@never_cache
@sign_in_first
def people(request: PageRequest, organisation_id: int) -> HttpResponseBase:
    """Who acts for the organisation; the form that was sent is told by its button."""
    organisation = get_object_or_404(Organisation.objects.distinct_bodies(), pk=organisation_id)
    require(MANAGE, acting_of(request), organisation)
    sent = request.POST.get("act", "")
    appointment_form = AppointmentForm(
        request.POST if sent == "appoint" else None, prefix="appoint", acting=acting_of(request)
    )
    person_form = PersonForm(request.POST if sent == "add" else None, prefix="add")
    made: NewPerson | None = None
    status = 200
    if sent == "reissue":
        person = get_object_or_404(
            User.objects.filter(appointments__organisation=organisation).distinct(),
            pk=read_key(request.POST.get("person", "")),
        )
        try:
            made = reissue_password(
                person=person, acting=acting_of(request), today=request.today, request_id=request_id_of(request)
            )
        except RegistryRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("region-organisation-people", organisation.pk)
    elif request.method == "POST":
        form = appointment_form if sent == "appoint" else person_form
        status = 422
        if form.is_valid():
            try:
                made = _act(request, organisation, form, sent)
                if made is None:
                    messages.success(request, _("Назначение записано."))
                    return redirect("region-organisation-people", organisation.pk)
                status, person_form = 200, PersonForm(prefix="add")
            except PermissionRefused:
                raise
            except KadrostError as error:
                tell(form, error)
    held = organisation.appointments.select_related("person")
    record_look(
        request,
        [one.person for one in held],
        actor=acting_of(request).actor(request_id=request_id_of(request)),
        purpose=PURPOSE,
    )
    in_force = set(held.in_force(request.today).values_list("pk", flat=True))
    return render(
        request,
        "region/people.html",
        {
            "organisation": organisation,
            "appointments": [(one, one.pk in in_force) for one in held],
            "appointment_form": appointment_form,
            "person_form": person_form,
            "made": made,
        },
        status=status,
    )


@require_POST
@sign_in_first
def end(request: PageRequest, appointment_id: int) -> HttpResponseBase:
    """End an appointment."""
    appointment = get_object_or_404(Appointment.objects.select_related("person", "organisation"), pk=appointment_id)

    def act() -> str:
        end_appointment(
            appointment=appointment,
            acting=acting_of(request),
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Назначение прекращено.")

    press(request, act)
    return redirect("region-organisation-people", appointment.organisation_id)


def read_key(written: str) -> int:
    """The number of a record as a form sends it; 404 for anything else."""
    if not (written.isascii() and written.isdigit() and len(written) < 12):
        raise Http404
    return int(written)


@transaction.atomic
def _act(request: PageRequest, organisation: Organisation, form: Any, sent: str) -> NewPerson | None:
    """Appoint, or add a person and appoint at once; the new person with the password where one was added."""
    data = form.cleaned_data
    common: dict[str, Any] = {
        "acting": acting_of(request),
        "today": request.today,
        "request_id": request_id_of(request),
    }
    if sent == "appoint":
        appoint(
            person=data["person"],
            role=Role(data["role"]),
            organisation=organisation,
            valid_from=data["valid_from"],
            valid_until=data["valid_until"],
            **common,
        )
        return None
    names = {name: data[name] for name in ("login", "surname", "given_name", "patronymic")}
    made = add_person(**names, **common)
    appoint(person=made.person, role=Role(data["role"]), organisation=organisation, **common)
    return made
