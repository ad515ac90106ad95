"""Links of one use in letters: a forgotten password, a new address of e-mail."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kadrost.accounts.domain.sessions import close_sessions
from kadrost.accounts.domain.signing_in import VISITOR
from kadrost.accounts.letters import write_letter
from kadrost.accounts.models import MailLink, SignInCount, User
from kadrost.accounts.permissions import AccountRefused, Caller
from kadrost.accounts.throttle import RECOVERY, subjects_of
from kadrost.accounts.tokens import digest_of, new_token
from kadrost.audit import journal
from kadrost.audit.journal import Actor
from kadrost.jobs.letters import page_address
from kadrost.ui.wording import translated

RECOVERY_LASTS = timedelta(hours=1)
EMAIL_LASTS = timedelta(hours=24)
GONE = gettext_noop("Эта ссылка уже использована или устарела.")


def issue_link(person: User, purpose: MailLink.Purpose, *, email: str, lasts: timedelta) -> str:
    """A new link to be sent; the person's earlier ones of the purpose open nothing any more. Gives the secret."""
    now = timezone.now()
    person.mail_links.filter(purpose=purpose).delete()
    MailLink.objects.filter(expires_at__lt=now - timedelta(days=30)).delete()
    token = new_token()
    MailLink.objects.create(
        person=person, purpose=purpose, email=email, digest=digest_of(token), made_at=now, expires_at=now + lasts
    )
    return token


def find_link(token: str, purpose: MailLink.Purpose, *, lock: bool = False) -> MailLink:
    """The open link of this secret; AccountRefused where it was used, has expired or never was."""
    links = MailLink.objects.select_for_update(of=("self",)) if lock else MailLink.objects.all()
    link = links.select_related("person").filter(digest=digest_of(token), purpose=purpose).first()
    if link is None or not link.is_open(timezone.now()) or not link.person.is_active:
        raise AccountRefused(translated(GONE), remedy=_("Запросите новую ссылку."))
    return link


@transaction.atomic
def ask_for_new_password(*, written: str, request_id: str = "") -> None:
    """Send a link for a new password to the person of this login or address; nobody learns whether there is one."""
    name = User.objects.normalise_login(written)
    person = User.objects.filter(Q(email=name) | Q(login=name), is_active=True).exclude(email="").first()
    journal.record(
        actor=Actor(key="", name=VISITOR, request_id=request_id),
        action="ask_recovery",
        # an unknown name costs an entry as well, and is told apart by a hash alone
        subject=person or SignInCount(key=subjects_of(name, "", purpose=RECOVERY)[0].key),
        on=timezone.localdate(),
    )
    if person is None:
        return
    token = issue_link(person, MailLink.Purpose.RECOVERY, email=person.email, lasts=RECOVERY_LASTS)
    write_letter(
        to=person.email,
        subject=_("Новый пароль для входа"),
        template="recovery",
        person=person,
        url=page_address("accounts-recovery-set", token),
        is_secret=True,
        hours=int(RECOVERY_LASTS.total_seconds() // 3600),
    )


@transaction.atomic
def set_recovered_password(*, token: str, password: str, request: HttpRequest) -> User:
    """Set the new password by a link; every session ends. The link opens nothing afterwards. Raises AccountRefused."""
    link = find_link(token, MailLink.Purpose.RECOVERY, lock=True)
    person = User.objects.select_for_update().get(pk=link.person_id)
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    ended = close_sessions(person)
    journal.record(
        actor=Actor(key=str(person.pk), name=str(person), request_id=str(getattr(request, "request_id", ""))[:36]),
        action="recover_password",
        subject=person,
        on=timezone.localdate(),
        after={"sessions_ended": ended},
    )
    write_letter(to=person.email, subject=_("Пароль изменён"), template="password_changed", person=person)
    return person


@transaction.atomic
def ask_for_email(*, email: str, caller: Caller) -> None:
    """Send a link to the new address of the caller; it counts once the link was opened.

    An address that is somebody else's gets no link, and the caller learns nothing of it.
    """
    person = caller.user
    wanted = User.objects.normalise_login(email)
    if wanted == person.email:
        raise AccountRefused(_("Этот адрес уже указан."), remedy=_("Укажите другой."))
    if User.objects.filter(Q(email=wanted) | Q(login=wanted)).exclude(pk=person.pk).exists():
        return
    token = issue_link(person, MailLink.Purpose.EMAIL, email=wanted, lasts=EMAIL_LASTS)
    write_letter(
        to=wanted,
        subject=_("Подтвердите адрес почты"),
        template="confirm_email",
        person=person,
        url=page_address("accounts-email-confirm", token),
        is_secret=True,
        hours=int(EMAIL_LASTS.total_seconds() // 3600),
    )


@transaction.atomic
def confirm_email(*, token: str, caller: Caller) -> None:
    """The address of the link becomes the caller's; the former one is told. Raises AccountRefused."""
    link = find_link(token, MailLink.Purpose.EMAIL, lock=True)
    person = User.objects.select_for_update().get(pk=link.person_id)
    taken = User.objects.filter(Q(email=link.email) | Q(login=link.email)).exclude(pk=person.pk).exists()
    if person.pk != caller.user.pk or taken:
        raise AccountRefused(translated(GONE), remedy=_("Запросите новую ссылку."))
    former, person.email = person.email, link.email
    person.save(update_fields=["email"])
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    journal.record(actor=caller.actor(), action="change_email", subject=person, on=timezone.localdate())
    write_letter(to=former, subject=_("Адрес почты изменён"), template="email_changed", person=person)


@transaction.atomic
def change_phone(*, phone: str, caller: Caller) -> None:
    """Keep the caller's telephone number; the journal says that it changed, not to what."""
    person = User.objects.select_for_update().get(pk=caller.user.pk)
    person.phone = phone.strip()
    person.save(update_fields=["phone"])
    journal.record(actor=caller.actor(), action="change_phone", subject=person, on=timezone.localdate())
