"""What the demo's people said about their own data: consents, one of them on paper, and a request that waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from kadrost.accounts.models import User
from kadrost.kernel.calendar import count_working_days
from kadrost.region.domain.people import acting_on
from kadrost.region.domain.personal.consents import PaperConsent, give_consent, record_paper, withdraw_consent
from kadrost.region.domain.personal.erasing import ask_erasure

PHONE = "phone"
PHONES = {"mintrud": "+7 900 000-01-07", "kolledzh": "+7 900 000-02-14"}
"""Of a range in which nobody has a number."""


def play_personal(*, people: Mapping[str, User], today: date) -> None:
    """Two consents that hold, one withdrawn, and a request to erase made three working days ago."""
    for login, phone in PHONES.items():
        User.objects.filter(pk=people[login].pk).update(phone=phone)
    given_on = today - timedelta(days=40)
    give_consent(purpose_code=PHONE, acting=acting_on(people["mintrud"], given_on), today=given_on)
    record_paper(
        person=people["kolledzh"],
        purpose_code=PHONE,
        paper=PaperConsent(given_on=given_on, number="№ 7, дело 03-11"),
        acting=acting_on(people["administrator"], given_on),
        today=given_on,
    )
    withdrawn = give_consent(purpose_code=PHONE, acting=acting_on(people["copp"], given_on), today=given_on)
    withdrawn_on = today - timedelta(days=12)
    withdraw_consent(consent=withdrawn, acting=acting_on(people["copp"], withdrawn_on), today=withdrawn_on)
    asked_on, _provisional = count_working_days(today, -3)
    ask_erasure(
        words="Перехожу на другую работу, учётная запись больше не нужна.",
        acting=acting_on(people["kamensk"], asked_on),
        today=asked_on,
    )
