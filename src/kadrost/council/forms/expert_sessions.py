"""Forms of expert sessions: what one is about, experts, proposals, phases, closing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.models import User
from kadrost.council.domain.expert_sessions.calling import USUAL_CRITERIA, SessionDraft
from kadrost.council.domain.expert_sessions.closing import ClosingDraft
from kadrost.council.domain.expert_sessions.experts import ExpertDraft
from kadrost.council.domain.expert_sessions.phases import needs_reason, phase_before, phases_after
from kadrost.council.domain.expert_sessions.proposals import ProposalDraft
from kadrost.council.models import Body, ExpertSession, Horizon, Meeting, Proposal, SessionExpert
from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation
from kadrost.ui.wording import choices_shown, translated

Phase = ExpertSession.Phase


class SessionForm(forms.Form):
    """What a session is about, its days, and the rule by which its marks decide."""

    title = text_field(_("Тема"), most=300, rows=2)
    branch = text_field(_("Отрасль"), most=200)
    horizon = forms.ChoiceField(label=_("Горизонт"), choices=choices_shown(Horizon.choices))
    purpose = text_field(_("Цель"), most=4_000, rows=3)
    ground = text_field(
        _("Основание"), most=300, help_text=_("Акт или решение, по которому созвана сессия: вид, дата, номер.")
    )
    facilitator_name = text_field(_("Ведущий"), most=200, help_text=_("Фамилия и инициалы."))
    facilitator_post = text_field(_("Должность ведущего"), most=400, required=False)
    facilitator = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Вход ведущего на сайт"),
        required=False,
        empty_label=_("не нужен: сессию ведёт секретарь"),
    )
    place = text_field(_("Место"), most=300, required=False)
    proposals_until = day_field(_("Предложения до"))
    first_until = day_field(_("Первый тур оценок до"))
    held_on = day_field(_("День сессии, обсуждение"))
    second_until = day_field(_("Второй тур оценок до"))
    criteria = text_field(
        _("Критерии оценки"),
        most=1_000,
        rows=4,
        help_text=_("Каждый с новой строки, не больше шести. По каждому эксперт ставит от 1 до 5 баллов."),
    )
    least_median = forms.DecimalField(
        label=_("Медиана не меньше, баллы"), min_value=1, max_value=5, decimal_places=2, localize=True
    )
    most_spread = forms.DecimalField(
        label=_("Межквартильный размах не больше, баллы"), min_value=0, max_value=5, decimal_places=2, localize=True
    )
    least_marks = forms.IntegerField(
        label=_("Оценок не меньше"),
        min_value=3,
        max_value=200,
        help_text=_(
            "Правило: что выполняет все три условия, предлагается в перечень. После начала первого тура не меняется."
        ),
    )

    def __init__(self, *arguments: Any, body: Body, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _offer(self, "facilitator", people_of(body))

    def draft(self) -> SessionDraft:
        """The session as typed."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return SessionDraft(**{**values, "criteria": tuple(values["criteria"].splitlines())})

    @staticmethod
    def usual() -> dict[str, Any]:
        """What stands in the form of a new session."""
        return {
            "criteria": "\n".join(USUAL_CRITERIA),
            "least_median": Decimal(4),
            "most_spread": Decimal("1.25"),
            "least_marks": 3,
        }


class ChangedSessionForm(SessionForm, VersionedForm):
    """A session that is called already."""

    @staticmethod
    def initial_of(session: ExpertSession) -> dict[str, Any]:
        """What is recorded now."""
        names = [*SessionForm.base_fields, "version"]
        values = {name: getattr(session, name) for name in names}
        return {**values, "criteria": "\n".join(session.criteria)}


class PhaseForm(VersionedForm):
    """Where the session goes on or back to, and why."""

    to = forms.ChoiceField(label=_("Фаза"), widget=forms.RadioSelect())
    reason = text_field(
        _("Причина"),
        most=300,
        required=False,
        rows=2,
        help_text=_("Нужна, если сессия возвращается назад или минует второй тур."),
    )

    def __init__(self, *arguments: Any, session: ExpertSession, **options: Any) -> None:
        super().__init__(*arguments, **options)
        before = phase_before(session)
        labels = [(one, translated(one.label)) for one in phases_after(session)]
        if before is not None:
            labels.append((before, _("вернуться: %(phase)s") % {"phase": translated(before.label).lower()}))
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = labels
        self._session = session

    def clean(self) -> dict[str, Any]:
        """A way back needs its reason."""
        data = super().clean() or {}
        if data.get("to") and needs_reason(self._session, data["to"]) and not data.get("reason"):
            self.add_error("reason", _("Напишите, почему."))
        return data


class CancelSessionForm(VersionedForm):
    """Why the session is called off."""

    ground = text_field(_("Причина"), most=300, rows=2, help_text=_("Её увидят эксперты."))


class ExpertForm(forms.Form):
    """An expert."""

    name = text_field(_("Фамилия и инициалы"), most=200)
    side = forms.ChoiceField(label=_("Сторона"), choices=choices_shown(SessionExpert.Side.choices))
    post = text_field(_("Должность"), most=400, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Организация"), required=False, empty_label=_("не из списка")
    )
    organisation_words = text_field(_("или её название"), most=400, required=False)
    competence = text_field(
        _("В чём эксперт"), most=400, required=False, help_text=_("Область знаний, опыт: «роботизированная сварка».")
    )
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Вход на сайт"),
        required=False,
        empty_label=_("нет: оценки внесёт секретарь с бумажного листа"),
        help_text=_("С ним эксперт видит сессию в «Моей работе» и ставит оценки сам."),
    )

    def __init__(self, *arguments: Any, body: Body, **options: Any) -> None:
        super().__init__(*arguments, **options)
        here = body.organisation.territory_id
        _offer(self, "organisation", Organisation.objects.distinct_bodies().filter(territory=here))
        _offer(self, "person", people_of(body))

    def draft(self) -> ExpertDraft:
        """The expert as typed."""
        return ExpertDraft(**self.cleaned_data)

    @classmethod
    def initial_of(cls, expert: SessionExpert) -> dict[str, Any]:
        """What is recorded now."""
        return {name: getattr(expert, name) for name in cls.base_fields}


class PresenceForm(forms.Form):
    """A mark for each expert."""

    def __init__(self, *arguments: Any, experts: list[SessionExpert], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._experts = experts
        for one in experts:
            self.fields[f"presence_{one.pk}"] = forms.ChoiceField(
                label=f"{one.name}, {one.represents}",
                choices=choices_shown(SessionExpert.Presence.choices),
                widget=forms.RadioSelect(),
                initial=one.presence,
            )

    def presence(self) -> dict[int, str]:
        """The mark of each expert, by key."""
        return {one.pk: self.cleaned_data[f"presence_{one.pk}"] for one in self._experts}


class ProposalForm(forms.Form):
    """A profession or competency that is proposed."""

    subject = forms.ChoiceField(label=_("Что это"), choices=choices_shown(Proposal.Subject.choices))
    name = text_field(_("Название"), most=300)
    code = text_field(_("Код"), most=40, required=False, help_text=_("Если известен, например 15.01.23."))
    classifier = text_field(
        _("Классификатор"), most=200, required=False, help_text=_("Откуда код: перечень специальностей, ОКПДТР, ОКЗ.")
    )
    kind = forms.ChoiceField(label=_("Что происходит"), choices=choices_shown(Proposal.Kind.choices))
    horizon = forms.ChoiceField(label=_("Горизонт"), choices=choices_shown(Horizon.choices))
    reason = forms.ChoiceField(label=_("Чем вызвано"), choices=choices_shown(Proposal.Reason.choices))
    reason_words = text_field(
        _("Обоснование"),
        most=4_000,
        rows=3,
        help_text=_("Какая технология, какое предприятие, какой проект или закон."),
    )
    needed = forms.IntegerField(label=_("Потребность, человек"), required=False, min_value=1, max_value=1_000_000)
    needed_in = forms.IntegerField(label=_("К какому году"), required=False, min_value=2000, max_value=2100)
    demands = text_field(
        _("Требования к программам"),
        most=8_000,
        required=False,
        rows=3,
        help_text=_("Что выпускник должен знать и уметь. Каждое с новой строки."),
    )

    def draft(self) -> ProposalDraft:
        """The proposal as typed."""
        return ProposalDraft(**{name: self.cleaned_data[name] for name in ProposalForm.base_fields})


class NewProposalForm(ProposalForm):
    """A new proposal, with its author where somebody else writes it down."""

    author = forms.ModelChoiceField(SessionExpert.objects.none(), label=_("Автор"), empty_label=None)
    field_order = ("author",)

    def __init__(self, *arguments: Any, authors: QuerySet[SessionExpert], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _offer(self, "author", authors)


class ChangedProposalForm(ProposalForm, VersionedForm):
    """A proposal that is there."""

    @staticmethod
    def initial_of(proposal: Proposal) -> dict[str, Any]:
        """What is recorded now."""
        return {name: getattr(proposal, name) for name in [*ProposalForm.base_fields, "version"]}


class JoinForm(forms.Form):
    """To which proposal this one is joined."""

    kept = forms.ModelChoiceField(
        Proposal.objects.none(),
        label=_("К какому предложению"),
        help_text=_("Оценивать будут его. Авторами останутся оба."),
    )

    def __init__(self, *arguments: Any, others: QuerySet[Proposal], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _offer(self, "kept", others)


class InterestForm(forms.Form):
    """Whose interest it is, and in what it lies."""

    expert = forms.ModelChoiceField(SessionExpert.objects.none(), label=_("Эксперт"), empty_label=None)
    words = text_field(
        _("В чём личный интерес"), most=300, rows=2, help_text=_("Оценка этого предложения учитываться не будет.")
    )

    def __init__(self, *arguments: Any, experts: QuerySet[SessionExpert], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _offer(self, "expert", experts)


class OutcomeForm(VersionedForm):
    """What the group decided, and why otherwise than the rule."""

    outcome = forms.ChoiceField(
        label=_("Решение"),
        required=False,
        choices=choices_shown(Proposal.Outcome.choices),
        widget=forms.RadioSelect(),
    )
    ground = text_field(_("Обоснование"), most=2_000, required=False, rows=3)


class ClosingForm(VersionedForm):
    """Who signed, and when."""

    closed_on = day_field(_("Протокол подписан"))
    chair_post = text_field(_("Председатель: должность"), most=400, required=False)
    chair_name = text_field(_("Председатель: имя"), most=200)
    secretary_name = text_field(_("Секретарь"), most=200)

    def draft(self) -> ClosingDraft:
        """The signing as typed."""
        data = self.cleaned_data
        return ClosingDraft(data["closed_on"], data["chair_name"], data["chair_post"], data["secretary_name"])


class AgendaForm(forms.Form):
    """On which meeting's agenda the results are put."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=_("Заседание"), empty_label=None)

    def __init__(self, *arguments: Any, meetings: QuerySet[Meeting], **options: Any) -> None:
        super().__init__(*arguments, **options)
        _offer(self, "meeting", meetings)


def people_of(body: Body) -> QuerySet[User]:
    """The people with a sign-in who act in the body's territory."""
    here = body.organisation.territory_id
    return User.objects.filter(is_active=True, appointments__organisation__territory=here).distinct()


def _offer(form: forms.Form, name: str, records: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared by the form
    field.queryset = records
