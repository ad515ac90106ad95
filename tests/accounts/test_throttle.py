from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from pytest_django import Settings

from kadrost.accounts.models import SignInCount, User
from kadrost.accounts.throttle import (
    ADDRESS_FAILURES,
    LOGIN_FAILURES,
    address_of,
    begin_attempt,
    forgive,
    network_of,
    subjects_of,
    wait_after,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 15, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_wait_grows_and_ends_at_an_hour() -> None:
    minutes = [int(wait_after(failures, 5) / MINUTE) for failures in (0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1000)]
    assert minutes == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_sixth_attempt_waits_and_is_not_counted() -> None:
    subjects = subjects_of("anna", "203.0.113.7")
    assert [begin_attempt(subjects, NOW) for _ in range(LOGIN_FAILURES)] == [None] * LOGIN_FAILURES
    assert begin_attempt(subjects, NOW) == NOW + MINUTE
    assert begin_attempt(subjects, NOW + MINUTE - timedelta(seconds=1)) == NOW + MINUTE
    assert SignInCount.objects.get(key=subjects[0].key).failures == LOGIN_FAILURES
    assert begin_attempt(subjects, NOW + MINUTE) is None
    assert begin_attempt(subjects, NOW + MINUTE) == NOW + 3 * MINUTE


def test_other_login_from_the_same_address_is_free_until_the_address_has_failed_often() -> None:
    for attempt in range(ADDRESS_FAILURES):
        assert begin_attempt(subjects_of(f"person{attempt}", "203.0.113.7"), NOW) is None
    assert begin_attempt(subjects_of("stranger", "203.0.113.7"), NOW) == NOW + MINUTE
    assert begin_attempt(subjects_of("stranger", "203.0.113.8"), NOW) is None


def test_login_waits_from_every_address_and_in_every_letter_case() -> None:
    for place in range(LOGIN_FAILURES):
        begin_attempt(subjects_of("anna", f"203.0.113.{place}"), NOW)
    assert begin_attempt(subjects_of(" ANNA", "198.51.100.1"), NOW) == NOW + MINUTE


def test_success_forgets_the_login_and_takes_its_attempt_from_the_address() -> None:
    subjects = subjects_of("anna", "203.0.113.7")
    for _ in range(3):
        begin_attempt(subjects, NOW)
    forgive(subjects, NOW)
    assert not SignInCount.objects.filter(key=subjects[0].key).exists()
    assert SignInCount.objects.get(key=subjects[1].key).failures == 2


def test_failures_are_forgotten_after_a_day() -> None:
    subjects = subjects_of("anna", "203.0.113.7")
    for _ in range(LOGIN_FAILURES - 1):
        begin_attempt(subjects, NOW)
    later = NOW + timedelta(hours=24, seconds=1)
    begin_attempt(subjects, later)
    assert SignInCount.objects.get(key=subjects[0].key).failures == 1
    forgive(subjects_of("boris", "203.0.113.9"), later + timedelta(hours=25))
    assert SignInCount.objects.count() == 0


def test_neither_login_nor_address_is_kept() -> None:
    begin_attempt(subjects_of("anna", "203.0.113.7"), NOW)
    kept = "".join(SignInCount.objects.values_list("key", flat=True))
    assert "anna" not in kept
    assert "203" not in {kept[:3], kept[40:43]}
    assert len(kept) == 80


def test_address_is_that_of_the_peer_unless_proxies_are_trusted(settings: Settings, rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 203.0.113.7")
    assert address_of(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert address_of(request) == "203.0.113.7"
    settings.TRUSTED_PROXIES = 3
    assert address_of(request) == "10.0.0.1"


def test_network_of_an_address() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("unix") == "unix"


@time_machine.travel(NOW, tick=False)
def test_page_says_when_to_try_again_even_with_the_right_password(client: Client) -> None:
    User.objects.create_user("anna", "long-secret-word")
    for _ in range(LOGIN_FAILURES):
        assert client.post("/sign-in", {"username": "anna", "password": "wrong"}).status_code == 200
    answer = client.post("/sign-in", {"username": "anna", "password": "long-secret-word"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Попробуйте снова после 12:01:00 (15\u00a0марта\u00a02026)." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_right_password_ends_the_count(client: Client) -> None:
    User.objects.create_user("anna", "long-secret-word")
    for _ in range(LOGIN_FAILURES - 1):
        client.post("/sign-in", {"username": "anna", "password": "wrong"})
    assert client.post("/sign-in", {"username": "anna", "password": "long-secret-word"}).status_code == 302
    client.post("/sign-out")
    assert client.post("/sign-in", {"username": "anna", "password": "wrong"}).status_code == 200
