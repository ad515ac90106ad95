"""The words and figures of a session's results, alike on the page and on paper."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from kadrost.council.domain.expert_sessions.agreement import HIGH, MODERATE, ROUGH_BELOW, Agreement
from kadrost.council.models import ExpertSession
from kadrost.ui.typography import number

LEAST_P = 0.001


def figure(value: Fraction | float | None, decimals: int = 2) -> str:
    """«4,25»; a dash where there is none."""
    return "–" if value is None else number(float(value), decimals)


def percent(share: Fraction) -> str:
    """«67 %» of a share from 0 to 1."""
    return f"{int(share * 100 + Fraction(1, 2))}\u00a0%"


def change_words(change: Fraction | None) -> str:
    """«+0,50», «–0,25», «0,00»; a dash where there was one round."""
    if change is None:
        return "–"
    return f"{'+' if change > 0 else '–' if change < 0 else ''}{figure(abs(change))}"


def rule_words(session: ExpertSession) -> str:
    """The rule of the session in a sentence."""
    return _(
        "В перечень предлагается то, у чего медиана не меньше %(median)s балла, межквартильный размах не больше "
        "%(spread)s балла, оценок не меньше %(marks)s."
    ) % {
        "median": number(session.least_median),
        "spread": number(session.most_spread),
        "marks": session.least_marks,
    }


def degree_words(agreement: Agreement) -> str:
    """«согласованность высокая», «умеренная», «низкая»."""
    if agreement.is_high:
        return _("согласованность высокая")
    return _("согласованность умеренная") if agreement.is_moderate else _("согласованность низкая")


def thresholds_words() -> str:
    """From where on agreement is called high, moderate, low."""
    return _("W от %(high)s – высокая, от %(moderate)s – умеренная, меньше – низкая.") % {
        "high": figure(HIGH),
        "moderate": figure(MODERATE),
    }


def agreement_words(agreement: Agreement | None) -> str:
    """W with its test and what it stands on, in sentences."""
    if agreement is None:
        return _(
            "Коэффициент согласия не рассчитан: нужны хотя бы два эксперта, оценившие одни и те же предложения, "
            "и различие в их оценках."
        )
    p = f"< {figure(LEAST_P, 3)}" if agreement.p < LEAST_P else f"= {figure(agreement.p, 3)}"
    said = _(
        "Коэффициент согласия Кендалла W = %(w)s: %(degree)s. χ² = %(chi)s, степеней свободы %(df)s, p %(p)s. "
        "Экспертов %(m)s, предложений %(n)s."
    ) % {
        "w": figure(agreement.w),
        "degree": degree_words(agreement),
        "chi": figure(agreement.chi_square),
        "df": agreement.degrees,
        "p": p,
        "m": agreement.experts,
        "n": agreement.proposals,
    }
    if not agreement.is_whole:
        said += " " + _("Из-за пропусков не вошли: экспертов %(experts)s, предложений %(proposals)s.") % {
            "experts": agreement.experts_given - agreement.experts,
            "proposals": agreement.proposals_given - agreement.proposals,
        }
    if agreement.is_rough:
        said += " " + _("Предложений меньше %(least)s, поэтому p – ориентир.") % {"least": ROUGH_BELOW}
    return said


def missing_rule_words() -> str:
    """How missing marks are treated in W."""
    return _(
        "В W входят предложения, которые оценила хотя бы половина экспертов, и эксперты, оценившие все такие "
        "предложения; пропуски не восполняются. Медианы считаются по всем оценкам."
    )
