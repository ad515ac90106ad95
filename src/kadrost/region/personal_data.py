"""What the region keeps of people: where and in which role they act, invitations, consents and requests."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from kadrost.audit.personal import Category, Held, How, Purpose, by, declare, excuse, offer_purpose

OFFICE = gettext_noop("Кто, где и в какой роли действовал, нужно, чтобы отчёты и решения имели силу.")
PROOF = gettext_noop("Согласие и запрос доказывают, что данные обрабатывались по закону (статья 9 152-ФЗ).")

offer_purpose(
    Purpose(
        "rights",
        title=gettext_noop("Учёт согласий и запросов"),
        ground=gettext_noop("Закон: часть 3 статьи 9 и статья 20 152-ФЗ"),
        retention=gettext_noop("три года после отзыва или ответа"),
    )
)


def invitations_of(person: Any) -> Q:
    """The invitations that the person took, and those to their address."""
    taken = Q(accepted_by=person.pk)
    return taken | Q(email=person.email) if person.email else taken


declare(
    Held("region.Appointment", title=gettext_noop("назначения на роли"), purpose="account", how=How.KEEP, because=OFFICE, of=by("person"),
        fields={"person": Category.WORK, "role": Category.WORK, "organisation": Category.WORK,
                "valid_from": Category.WORK, "valid_until": Category.WORK},
    )
)  # fmt: skip
declare(
    Held("region.Delegation", title=gettext_noop("замещение других"), purpose="account", how=How.KEEP, because=OFFICE, of=by("deputy"),
        fields={"deputy": Category.WORK, "valid_from": Category.WORK, "valid_until": Category.WORK},
    )
)  # fmt: skip
declare(
    Held("region.Delegation", title=gettext_noop("замещение этого человека: основания"), purpose="account", how=How.CLEAR, of=by("appointment__person"),
        fields={"ground": Category.DOCUMENT},
    )
)  # fmt: skip
declare(
    Held("region.Invitation", title=gettext_noop("приглашение"), purpose="account", how=How.DELETE, of=invitations_of,
        fields={"email": Category.CONTACT, "surname": Category.NAME, "given_name": Category.NAME,
                "patronymic": Category.NAME, "accepted_by": Category.ACT, "role": Category.WORK},
    )
)  # fmt: skip
declare(
    Held("region.Invitation", title=gettext_noop("отправленные приглашения"), purpose="account", how=How.KEEP, because=OFFICE, of=by("invited_by"),
        fields={"invited_by": Category.ACT, "role": Category.WORK},
    )
)  # fmt: skip
declare(
    Held("region.Consent", title=gettext_noop("согласия"), purpose="rights", how=How.KEEP, because=PROOF, of=by("person"),
        fields={"person": Category.CONSENT, "given_on": Category.CONSENT, "withdrawn_on": Category.CONSENT,
                "text": Category.CONSENT, "text_version": Category.CONSENT, "paper_number": Category.CONSENT,
                "representative_name": Category.NAME, "representative_relation": Category.NAME,
                "representative_document": Category.DOCUMENT, "recorded_by": Category.CONSENT},
    )
)  # fmt: skip
declare(
    Held("region.ErasureRequest", title=gettext_noop("запросы об удалении данных"), purpose="rights", how=How.KEEP, because=PROOF, of=by("person"),
        fields={"person": Category.CONSENT, "asked_on": Category.CONSENT, "decided_on": Category.CONSENT,
                "decided_by": Category.CONSENT},
    )
)  # fmt: skip
declare(
    Held("region.ErasureRequest", title=gettext_noop("причины, названные в запросах"), purpose="rights", how=How.CLEAR, of=by("person"), fields={"words": Category.DOCUMENT}
    )
)  # fmt: skip
excuse("region.Territory", "name", because="название территории")
excuse("region.Organisation", "name", "short_name", because="название организации")
excuse("region.OrganisationGroup", "name", because="название группы организаций")
