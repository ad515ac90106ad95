"""How alike printed names are: the slips that documents really make, and bodies that must never be mistaken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kadrost.region.domain.names import likeness, name_key, name_words

MINISTRY = "Министерство труда и занятости населения Энской области"


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        (MINISTRY, MINISTRY.upper()),
        ("министерству труда и занятости населения Энской области", MINISTRY),
        ("министерством труда и занятости населения Энской области", MINISTRY),
        ("Ёлкинский техникум", "Елкинский техникум"),
        ("ОГАПОУ «Энский техникум»", 'ОГАПОУ "Энский техникум"'),
    ],
)
def test_case_dative_quotes_never_tell_bodies_apart(printed: str, known: str) -> None:
    assert name_key(printed) == name_key(known)
    assert likeness(printed, known).score == 1.0


@pytest.mark.parametrize(
    ("printed", "known", "score", "reason"),
    [
        ("Министерство труда и занятости Энской области", MINISTRY, 0.92, "опущено: население"),
        ("Министерство труда", MINISTRY, 0.88, "опущено: занятость население энский область"),
        (
            "Министерство труда и зонятости населения Энской области",
            MINISTRY,
            0.9,
            "возможна опечатка: зонятость – занятость",
        ),
        ("МТЗНЭО", MINISTRY, 0.9, "сокращение по первым буквам"),
    ],
)
def test_slips_are_proposed_with_their_reason(printed: str, known: str, score: float, reason: str) -> None:
    found = likeness(printed, known)
    assert (found.score, found.reason) == (score, reason)


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("Департамент образования Энской области", "Департамент здравоохранения Энской области"),
        ("Министерство культуры Энской области", "Министерство спорта Энской области"),
        ("Техникум № 5", "Техникум № 6"),
        ("", MINISTRY),
        ("«»", MINISTRY),
    ],
)
def test_different_bodies_are_never_certain(printed: str, known: str) -> None:
    assert likeness(printed, known).score < 0.88


@given(st.text(max_size=60))
def test_any_text_is_like_itself_and_scores_stay_in_bounds(printed: str) -> None:
    assert 0.0 <= likeness(printed, MINISTRY).score <= 1.0
    assert likeness(printed, printed).score == (1.0 if name_words(printed) else 0.0)
