"""The journal's chain: it holds as written, and shows whatever was changed, taken out or cut off."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kadrost.audit.journal import SYSTEM, Actor, Deed, chain_break, history_of, history_of_all, record, record_all
from kadrost.audit.models import Entry
from tests.web.factories import TODAY, OrganisationFactory

ACTOR = Actor(key="7", name="Испытова А.", role="Контролёр")


def write(count: int) -> list[Entry]:
    subject = OrganisationFactory()
    return [
        record(actor=ACTOR, action="change", subject=subject, on=TODAY, ground=f"письмо № {n}", after={"n": n})
        for n in range(count)
    ]


@pytest.mark.django_db
def test_an_untouched_chain_holds() -> None:
    assert chain_break() == ""
    write(3)
    assert chain_break() == ""
    assert (
        list(Entry.objects.values_list("previous_hash", flat=True))[1:]
        == list(Entry.objects.values_list("hash", flat=True))[:-1]
    )


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"ground": "иное"}, {"actor_name": "Другая"}, {"after": {}}, {"role": "Аудитор"}])
def test_a_changed_entry_shows(change: dict[str, object]) -> None:
    middle = write(3)[1]
    Entry.objects.filter(pk=middle.pk).update(**change)
    assert chain_break() == f"Запись № {middle.pk} от 10.03.2027 изменена после внесения."


@pytest.mark.django_db
def test_a_missing_entry_shows_wherever_it_stood() -> None:
    entries = write(3)
    Entry.objects.filter(pk=entries[1].pk).delete()
    assert chain_break() == (
        f"Перед записью № {entries[2].pk} от 10.03.2027 нарушена цепочка: запись изъята или вставлена."
    )
    Entry.objects.filter(pk=entries[2].pk).delete()
    assert chain_break() == "Изъята последняя запись журнала."
    Entry.objects.all().delete()
    assert chain_break() == "Изъята последняя запись журнала."


@pytest.mark.django_db(transaction=True)
def test_the_journal_stands_or_falls_with_the_deed() -> None:
    subject = OrganisationFactory()
    with pytest.raises(transaction.TransactionManagementError):
        record(actor=SYSTEM, action="change", subject=subject, on=TODAY)
    with transaction.atomic():
        record(actor=SYSTEM, action="change", subject=subject, on=TODAY)
        transaction.set_rollback(True)
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_the_history_of_several_objects_is_newest_first() -> None:
    one, two, other = OrganisationFactory.create_batch(3)
    record_all(actor=ACTOR, on=TODAY, deeds=[Deed("add", item, {}, {}) for item in (one, other, two)])
    assert [entry.object_key for entry in history_of_all([one, two])] == [str(two.pk), str(one.pk)]
    assert [entry.object_key for entry in history_of(other)] == [str(other.pk)]
    assert list(history_of_all([])) == []


letters = st.characters(codec="utf-8", exclude_characters="\x00")  # which PostgreSQL keeps in no text
values = st.dictionaries(
    st.text(letters, max_size=8),
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**9), 10**9),
        st.dates(),
        st.text(letters, max_size=20),
        st.decimals(allow_nan=False, allow_infinity=False, places=2).map(Decimal),
    ),
    max_size=4,
)


class ChainProperties(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(deeds=st.lists(st.tuples(values, values), max_size=5))
    def test_whatever_is_written_hashes_alike_when_read(self, deeds: list[tuple[dict[str, object], ...]]) -> None:
        subject = OrganisationFactory()
        record_all(actor=ACTOR, on=TODAY, deeds=[Deed("change", subject, before, after) for before, after in deeds])
        assert chain_break() == ""
