"""The mailbox of a demonstration: where no mail leaves, everybody may read every letter here."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Max
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kadrost.jobs.letter_html import letter_fragment
from kadrost.jobs.letters import MAILBOX
from kadrost.jobs.models import Letter
from kadrost.ui.choices import Choice, Option
from kadrost.ui.request import PageRequest

SHOWN = 60


@never_cache
def show_mailbox(request: PageRequest) -> HttpResponseBase:
    """The newest letters, of one person or of all."""
    _only_in_demonstration()
    chosen = request.GET.get("person", "")
    letters = Letter.objects.filter(state=Letter.State.KEPT)
    people = letters.order_by().values("person_key").annotate(total=Count("pk"), name=Max("to_name"))
    options = [
        Option(row["person_key"] or "0", row["name"] or _("без имени"), row["total"])
        for row in sorted(people, key=lambda row: str(row["name"]))
    ]
    if chosen:
        letters = letters.filter(person_key="" if chosen == "0" else chosen)
    return render(
        request,
        "notices/mailbox.html",
        {
            "letters": letters.defer("text")[:SHOWN],
            "choice": Choice("person", _("Кому"), (Option("", _("всем")), *options), chosen),
            "is_filtered": bool(chosen),
        },
    )


@never_cache
def show_letter(request: PageRequest, letter_id: int) -> HttpResponseBase:
    """One letter as its reader sees it."""
    _only_in_demonstration()
    letter = get_object_or_404(Letter, pk=letter_id, state=Letter.State.KEPT)
    return render(request, "notices/letter.html", {"letter": letter, "body": letter_fragment(letter.text)})


def _only_in_demonstration() -> None:
    if settings.MAIL_MODE != MAILBOX:
        raise Http404
