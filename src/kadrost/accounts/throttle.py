"""Guessing passwords must not pay: after five failures a login waits, and longer with each further one.

An attempt is counted before the password is looked at, so that attempts sent at once do not slip through; success takes
the count back. Neither login nor address is kept, only a keyed hash of it.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kadrost.accounts.models import SignInCount
from kadrost.kernel.errors import KadrostError
from kadrost.ui.wording import date_long

SIGN_IN = "sign-in"
FACTOR = "factor"
REAUTHENTICATE = "reauthenticate"
RECOVERY = "recovery"
LINK = "link"
PROVIDER = "provider"

LOGIN_FAILURES = 5
# Many people of one ministry share an address; guessing many logins from it must still not pay.
ADDRESS_FAILURES = 20
# A link's secret cannot be guessed; this only keeps programs from trying.
LINK_FAILURES = 200
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Subject:
    """What failures are counted of: a login or an address."""

    key: str
    allowed: int


class TooManyAttempts(KadrostError):
    """The login, the person or the network has to wait; `until` says how long."""

    code = "too_many_attempts"

    def __init__(self, until: datetime) -> None:
        local = timezone.localtime(until)
        words = _("Слишком много неудачных попыток. Попробуйте снова после %(time)s (%(day)s).")
        super().__init__(words % {"time": f"{local:%H:%M:%S}", "day": date_long(local)})
        self.until = until

    def seconds_from(self, now: datetime) -> int:
        """How long to wait, at least a second: what the header Retry-After tells."""
        return max(1, round((self.until - now).total_seconds()))


def subjects_of(login: str, address: str, *, purpose: str = SIGN_IN) -> tuple[Subject, Subject]:
    """The login and the network address of an attempt, neither of them readable afterwards.

    Each purpose is counted by itself: who mistyped a code may still ask for a new password.
    """
    by_login, by_address = (LINK_FAILURES, LINK_FAILURES) if purpose == LINK else (LOGIN_FAILURES, ADDRESS_FAILURES)
    return (
        Subject(_keyed("login", purpose, login.strip().lower()), by_login),
        Subject(_keyed("address", purpose, network_of(address)), by_address),
    )


def _keyed(kind: str, purpose: str, value: str) -> str:
    # 160 bits of the hash: as long as the journal's keys may be
    return salted_hmac(f"accounts.throttle.{kind}", f"{purpose} {value}", algorithm="sha256").hexdigest()[:40]


def count_attempt(request: HttpRequest, *, purpose: str, account: str) -> tuple[Subject, Subject]:
    """Count an attempt of the account from the request's network; the subjects, for `forgive` after a success.

    Raises TooManyAttempts, counting nothing, where either has to wait.
    """
    subjects = subjects_of(account, address_of(request), purpose=purpose)
    until = begin_attempt(subjects, timezone.now())
    if until:
        raise TooManyAttempts(until)
    return subjects


def has_to_wait(subjects: tuple[Subject, Subject], now: datetime) -> bool:
    """Whether the attempt just counted was the last one allowed for now."""
    return SignInCount.objects.filter(key__in=[one.key for one in subjects], blocked_until__gt=now).exists()


def mask_network(address: str) -> str:
    """The address without what names a household: «203.0.113.*», «2001:db8:1:*»; empty where it cannot be read."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 4:
        return f"{str(parsed).rpartition('.')[0]}.*"
    return ":".join([*(part.lstrip("0") or "0" for part in parsed.exploded.split(":")[:3]), "*"])


def network_of(address: str) -> str:
    """The address itself, for IPv6 its /64, since a household owns as many; an unreadable one as it stands."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: as the proxies we trust tell it, counted from the nearest; else the peer itself."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    told = [part.strip() for part in forwarded.split(",") if part.strip()]
    proxies: int = settings.TRUSTED_PROXIES
    if proxies and len(told) >= proxies:
        return told[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def wait_after(failures: int, allowed: int) -> timedelta:
    """Nothing up to `allowed` - 1 failures, then a minute, doubled by each further failure, an hour at most."""
    if failures < allowed:
        return timedelta(0)
    doublings = min(failures - allowed, 10)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


@transaction.atomic
def begin_attempt(subjects: tuple[Subject, ...], now: datetime) -> datetime | None:
    """Count an attempt and return None, or return the moment from which it may be tried again, counting nothing."""
    counts = [lock_count(subject, now) for subject in subjects]
    blocked = [count.blocked_until for count in counts if count.blocked_until and count.blocked_until > now]
    if blocked:
        return max(blocked)
    for subject, count in zip(subjects, counts, strict=True):
        count.failures = 1 if now - count.last_at > FORGOTTEN_AFTER else count.failures + 1
        count.last_at = now
        wait = wait_after(count.failures, subject.allowed)
        count.blocked_until = now + wait if wait else None
        count.save(update_fields=["failures", "last_at", "blocked_until"])
    return None


def lock_count(subject: Subject, now: datetime) -> SignInCount:
    """The count of the subject, locked until the transaction ends, made where absent."""
    SignInCount.objects.get_or_create(key=subject.key, defaults={"last_at": now})
    return SignInCount.objects.select_for_update().get(key=subject.key)


@transaction.atomic
def forgive(subjects: tuple[Subject, Subject], now: datetime) -> None:
    """The attempt succeeded: forget the login's failures, take this attempt back from the address, drop what is old."""
    login, address = subjects
    SignInCount.objects.filter(key=login.key).delete()
    count = SignInCount.objects.select_for_update().filter(key=address.key).first()
    if count:
        count.failures = max(0, count.failures - 1)
        count.blocked_until = None
        count.save(update_fields=["failures", "blocked_until"])
    SignInCount.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
