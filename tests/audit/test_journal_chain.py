"""Writing to the journal: within the deed's transaction, linked right after it, and the same when read again."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kadrost.audit.canonical import FIELDS, canonical_text, link_hash
from kadrost.audit.errors import JournalRefused
from kadrost.audit.journal import SYSTEM, Actor, Deed, history_of, history_of_all, record, record_all
from kadrost.audit.linking import link_waiting
from kadrost.audit.models import ChainHead, ChainLink, Entry, Unlinked
from kadrost.audit.verifying import verify_chain
from tests.audit.writing import ACTOR, write
from tests.web.factories import TODAY, OrganisationFactory


@pytest.mark.django_db
def test_what_waits_is_linked_in_order_and_without_gaps() -> None:
    entries = write(3)
    assert [row.pk for row in Unlinked.objects.order_by("pk")] == [entry.pk for entry in entries]
    assert link_waiting() == 3
    assert link_waiting() == 0
    links = list(ChainLink.objects.all())
    assert [link.number for link in links] == [1, 2, 3]
    assert [link.entry_id for link in links] == [entry.pk for entry in entries]
    assert [link.previous_hash for link in links] == ["", links[0].hash, links[1].hash]
    head = ChainHead.objects.get()
    assert (head.number, head.hash, Unlinked.objects.count()) == (3, links[2].hash, 0)


@pytest.mark.django_db
def test_more_than_a_batch_is_linked_by_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kadrost.audit.linking.BATCH", 2)
    write(5)
    assert link_waiting() == 5
    assert verify_chain().is_whole


@pytest.mark.django_db(transaction=True)
def test_the_journal_stands_or_falls_with_the_deed() -> None:
    subject = OrganisationFactory()
    with pytest.raises(transaction.TransactionManagementError):
        record(actor=SYSTEM, action="change", subject=subject, on=TODAY, ground="письмо № 1")
    with transaction.atomic():
        record(actor=SYSTEM, action="change", subject=subject, on=TODAY, ground="письмо № 1")
        transaction.set_rollback(True)
    assert (Entry.objects.count(), Unlinked.objects.count(), ChainLink.objects.count()) == (0, 0, 0)
    with transaction.atomic():
        record(actor=SYSTEM, action="change", subject=subject, on=TODAY, ground="письмо № 1")
        assert ChainLink.objects.count() == 0
    assert (Entry.objects.count(), Unlinked.objects.count(), ChainLink.objects.count()) == (1, 0, 1)


@pytest.mark.django_db
def test_an_entry_says_who_in_which_role_for_which_body_and_on_what_ground() -> None:
    actor = Actor(
        key="7", name="Испытова Анна", role="Контролёр", request_id="r-1", body_key="3", body_name="Департамент ремёсел"
    )
    with transaction.atomic():
        entry = record(
            actor=actor, action="change", subject=OrganisationFactory(name="Колледж"), on=TODAY, ground=" приказ № 3 ",
            before={"kind": "college"}, after={"kind": "school"},
        )  # fmt: skip
    stored = Entry.objects.get()
    assert (stored.actor_key, stored.actor_name, stored.role) == ("7", "Испытова Анна", "Контролёр")
    assert (stored.body_key, stored.body_name, stored.request_id) == ("3", "Департамент ремёсел", "r-1")
    assert (stored.object_type, stored.object_name, stored.ground) == ("region.organisation", "Колледж", "приказ № 3")
    assert (stored.before, stored.after) == ({"kind": "college"}, {"kind": "school"})
    assert stored.at == entry.at


@pytest.mark.django_db
def test_the_history_of_several_objects_is_newest_first() -> None:
    one, two, other = OrganisationFactory.create_batch(3)
    deeds = [Deed("add", item, {}, {}, ground="письмо № 1") for item in (one, other, two)]
    record_all(actor=ACTOR, on=TODAY, deeds=deeds)
    assert [entry.object_key for entry in history_of_all([one, two])] == [str(two.pk), str(one.pk)]
    assert [entry.object_key for entry in history_of(other)] == [str(other.pk)]
    assert list(history_of_all([])) == []


REFUSED_NAMES = [
    "password", "new_password", "пароль", "secret", "client_secret", "token", "access_token", "api_key", "snils",
    "СНИЛС", "email", "e-mail", "contact_email", "phone", "телефон", "passport", "birth_date", "totp", "otp", "inn",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED_NAMES)
def test_secrets_and_contacts_are_refused_by_name_at_any_depth(name: str) -> None:
    subject = OrganisationFactory()
    for values in ({name: "x"}, {"card": {name: "x"}}, {"cards": [{name: "x"}]}):
        for sides in ({"before": values}, {"after": values}):
            with pytest.raises(JournalRefused, match=name):
                record(actor=ACTOR, action="change", subject=subject, on=TODAY, ground="письмо № 1", **sides)
    assert Entry.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["council_secretary", "secretary", "секретарь", "footprint", "title", "due_on", "body"]
)
def test_names_that_only_look_alike_are_kept(name: str) -> None:
    record(actor=ACTOR, action="change", subject=OrganisationFactory(), on=TODAY, ground="письмо", after={name: "x"})
    assert Entry.objects.get().after == {name: "x"}


@pytest.mark.django_db
def test_contacts_within_a_text_are_hidden() -> None:
    subject = OrganisationFactory(name="anna.ispytova@example.org")
    words = "Пишите на anna@example.org, +7 (900) 123-45-67, СНИЛС 112-233-445 95; приказ № 8-123 от 01.02.2027"
    record(actor=ACTOR, action="report", subject=subject, on=TODAY, ground=words, after={"words": [words]})
    kept = "Пишите на (адрес почты скрыт), (телефон скрыт), СНИЛС (СНИЛС скрыт); приказ № 8-123 от 01.02.2027"
    entry = Entry.objects.get()
    assert (entry.object_name, entry.ground, entry.after) == ("(адрес почты скрыт)", kept, {"words": [kept]})


def test_the_canonical_form_is_as_documented() -> None:
    content = (
        datetime(2027, 3, 10, 6, 0, 0, 120_000, tzinfo=UTC), TODAY, "7", "Испытова А.", "Контролёр", "", "", "return",
        "roadmaps.checkpoint", "5", "1.1", "нет приказа", {"b": 1, "а": "ё"}, {}, "",
    )  # fmt: skip
    assert len(content) == len(FIELDS)
    text = canonical_text(number=2, previous="ab", content=content).decode()
    assert text == (
        '{"action":"return","actor_key":"7","actor_name":"Испытова А.","after":{},"at":"2027-03-10T06:00:00.120Z",'
        '"before":{"b":1,"а":"ё"},"body_key":"","body_name":"","ground":"нет приказа","number":2,"object_key":"5",'
        '"object_name":"1.1","object_type":"roadmaps.checkpoint","on":"2027-03-10","previous":"ab","request_id":"",'
        '"role":"Контролёр","v":1}'
    )
    assert link_hash(number=2, previous="ab", content=content) == sha256(text.encode()).hexdigest()
    with pytest.raises(ValueError, match="canonical form 9"):
        link_hash(number=2, previous="ab", content=content, version=9)


letters = st.characters(codec="utf-8")
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.dates(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(letters, max_size=20),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(Decimal),
)
names = st.text(letters, max_size=8).filter(lambda name: name.casefold() not in {"инн", "inn", "otp"})
values = st.dictionaries(
    names, st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=5), max_size=4
)


class ChainProperties(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(deeds=st.lists(st.tuples(values, values), max_size=5))
    def test_whatever_is_written_hashes_alike_when_read(self, deeds: list[tuple[dict[str, object], ...]]) -> None:
        subject = OrganisationFactory()
        record_all(
            actor=ACTOR, on=TODAY,
            deeds=[Deed("change", subject, before, after, ground="письмо") for before, after in deeds],
        )  # fmt: skip
        before = ChainHead.objects.first()
        link_waiting()
        found = verify_chain()
        assert found.is_whole
        assert found.count == (before.number if before else 0) + len(deeds)
