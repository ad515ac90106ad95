from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kadrost.roadmaps.domain.board_filter import BoardFilter, read_filter
from kadrost.roadmaps.models.checkpoints import Standing

IDS = st.lists(st.integers(1, 2**63 - 1), unique=True, max_size=5).map(tuple)


@given(
    st.builds(
        BoardFilter,
        standings=st.lists(st.sampled_from(Standing), unique=True).map(tuple),
        plans=IDS,
        sections=IDS,
        executors=IDS,
        territories=IDS,
        months=st.lists(
            st.dates(date(2000, 1, 1), date(2100, 12, 1)).map(lambda day: day.replace(day=1)), unique=True, max_size=4
        ).map(tuple),
        kinds=st.lists(st.sampled_from(["roadmap", "protocol", "template"]), unique=True).map(tuple),
        words=st.text("абвёЁ №&=,+%\"'<", max_size=30).map(lambda text: " ".join(text.split())),
    )
)
def test_an_address_holds_the_whole_filter(wanted: BoardFilter) -> None:
    read = read_filter(parse_qs(wanted.query()))
    assert read.wanted == wanted
    assert read.ignored == ()


@pytest.mark.parametrize(
    ("parameters", "ignored"),
    [
        ({"standing": ["never"]}, ("standing=never",)),
        ({"plan": ["0", "-1", "x", "²", "9" * 30]}, ("plan=0", "plan=-1", "plan=x", "plan=²", f"plan={'9' * 30}")),
        ({"month": ["2027-13", "2027", "1999-12"]}, ("month=2027-13", "month=2027", "month=1999-12")),
        ({"kind": ["novel"]}, ("kind=novel",)),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(parameters: dict[str, list[str]], ignored: tuple[str]) -> None:
    read = read_filter(parameters)
    assert read.wanted == BoardFilter()
    assert read.ignored == ignored


def test_values_are_repeated_or_parted_by_commas() -> None:
    read = read_filter({"standing": ["late,silent", "late"], "plan": ["3", " 5 ,"], "q": [" Сад \0 и ёлка "]})
    assert read.wanted.standings == (Standing.LATE, Standing.SILENT)
    assert read.wanted.plans == (3, 5)
    assert read.wanted.words == "Сад и ёлка"
    assert read.wanted.search_words == ["сад", "и", "елка"]


def test_a_filter_without_conditions_has_no_query() -> None:
    assert BoardFilter().query() == ""
    assert BoardFilter().is_empty
