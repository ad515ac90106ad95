"""Forms of meetings: when and where, questions, materials, attendance, votes, signing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.council.domain.agenda import LONGEST_DISCUSSION, ItemDraft
from kadrost.council.domain.attendance import Tally
from kadrost.council.domain.course import Course
from kadrost.council.domain.planning import MeetingDraft
from kadrost.council.models import Attendance, Body, Meeting, Membership, Vote
from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation
from kadrost.ui.wording import choices_shown

MOST_TYPED_VOTES = 300


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"


class MeetingForm(forms.Form):
    """When, where and how the body meets."""

    held_on = day_field(_("День"))
    starts_at = forms.TimeField(label=_("Начало"), required=False, widget=TimeInput(format="%H:%M"))
    place = text_field(_("Место"), most=300, required=False)
    form = forms.ChoiceField(label=_("Форма"), choices=choices_shown(Meeting.Form.choices))
    sequence = forms.IntegerField(
        label=_("Номер в году"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Если оставить пустым, будет следующий по порядку."),
    )

    def draft(self) -> MeetingDraft:
        """The meeting as typed."""
        names = ("held_on", "starts_at", "place", "form", "sequence")
        return MeetingDraft(**{name: self.cleaned_data[name] for name in names})


class ChangedMeetingForm(MeetingForm, VersionedForm):
    """A meeting that is planned already."""

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """What is recorded now."""
        names = ("held_on", "starts_at", "place", "form", "sequence", "version")
        return {name: getattr(meeting, name) for name in names}


class CancelForm(VersionedForm):
    """Why the meeting is called off."""

    ground = text_field(_("Причина"), most=300, rows=2, help_text=_("Её увидят члены совета."))


class ItemForm(forms.Form):
    """A question: what about, and who speaks."""

    title = text_field(_("Вопрос"), most=2_000, rows=2, help_text=_("Например: «О ходе сбора заявок предприятий»."))
    speaker = text_field(
        _("Кого слушали"),
        most=400,
        required=False,
        help_text=_("Как в протоколе, в винительном падеже: «М. Ю. Осипову, министра труда»."),
    )

    def draft(self, discussion: str = "") -> ItemDraft:
        """The question as typed."""
        return ItemDraft(
            title=self.cleaned_data["title"],
            speaker=self.cleaned_data["speaker"],
            discussion=self.cleaned_data.get("discussion", discussion),
        )


class ChangedItemForm(ItemForm, VersionedForm):
    """A question that is on the agenda, with what was said."""

    discussion = text_field(
        _("Выступили"),
        most=LONGEST_DISCUSSION,
        required=False,
        rows=4,
        help_text=_("Кто что предложил. В протокол войдёт после слова «ВЫСТУПИЛИ»."),
    )


class MaterialForm(forms.Form):
    """A file to a question."""

    file = forms.FileField(label=_("Файл"), max_length=255)
    title = text_field(_("Название"), most=300, required=False)


class AttendanceForm(VersionedForm):
    """A mark for each member, who chaired, who was invited."""

    chairing = forms.ChoiceField(label=_("Председательствовал"), required=False)
    invited = text_field(
        _("Приглашённые"),
        most=20_000,
        required=False,
        rows=4,
        help_text=_("Каждый с новой строки: имя, затем через запятую должность."),
    )

    def __init__(self, *arguments: Any, course: Course, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._rows = course.members
        chairing = self.fields["chairing"]
        assert isinstance(chairing, forms.ChoiceField)  # noqa: S101 declared above
        chairing.choices = [("", "–"), *((str(row.membership_id), row.name) for row in self._rows)]
        for row in self._rows:
            self.fields[f"presence_{row.membership_id}"] = forms.ChoiceField(
                label=f"{row.name}, {row.post}",
                choices=choices_shown(Attendance.Presence.choices),
                widget=forms.RadioSelect(),
                initial=row.presence,
            )
        self.order_fields(["version", *(f"presence_{row.membership_id}" for row in self._rows), "chairing", "invited"])

    def presence(self) -> dict[int, str]:
        """The mark of each member, by membership."""
        return {
            row.membership_id: self.cleaned_data[f"presence_{row.membership_id}"]
            for row in self._rows
            if row.membership_id is not None
        }

    def invited_people(self) -> list[tuple[str, str]]:
        """Name and post of each who was invited."""
        people = []
        for line in self.cleaned_data["invited"].splitlines():
            name, _comma, post = line.partition(",")
            if name.strip():
                people.append((name.strip()[:200], post.strip()[:400]))
        return people

    def chairing_id(self) -> int | None:
        """The membership of whoever chaired."""
        return int(self.cleaned_data["chairing"]) if self.cleaned_data["chairing"] else None

    @property
    def presence_fields(self) -> list[forms.BoundField]:
        """The marks of the members."""
        return [self[f"presence_{row.membership_id}"] for row in self._rows]


class CountsForm(VersionedForm):
    """Votes counted by hand; all empty where nobody voted."""

    votes_for = forms.IntegerField(label=_("За"), required=False, min_value=0, max_value=MOST_TYPED_VOTES)
    votes_against = forms.IntegerField(label=_("Против"), required=False, min_value=0, max_value=MOST_TYPED_VOTES)
    votes_abstained = forms.IntegerField(
        label=_("Воздержались"), required=False, min_value=0, max_value=MOST_TYPED_VOTES
    )

    def tally(self) -> Tally | None:
        """The votes; None where nothing was typed."""
        values = [self.cleaned_data[name] for name in ("votes_for", "votes_against", "votes_abstained")]
        return None if all(value is None for value in values) else Tally(*(value or 0 for value in values))


class NamedVotesForm(VersionedForm):
    """A vote for each member who takes part."""

    def __init__(self, *arguments: Any, members: list[Membership], given: dict[int, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._members = members
        for member in members:
            self.fields[f"vote_{member.pk}"] = forms.ChoiceField(
                label=member.name,
                choices=[("", _("не голосовал")), *choices_shown(Vote.Choice.choices)],
                widget=forms.RadioSelect(),
                required=False,
                initial=given.get(member.pk, ""),
            )

    def choices_given(self) -> dict[int, str]:
        """The vote of each member, by membership; empty where there is none."""
        return {member.pk: self.cleaned_data[f"vote_{member.pk}"] for member in self._members}


class SigningForm(VersionedForm):
    """Who signed, when, and the signed copy."""

    signed_on = day_field(_("Протокол подписан"))
    approver_post = text_field(_("Утвердил: должность"), most=400, rows=2)
    approver_name = text_field(_("Утвердил: имя"), most=200)
    secretary_name = text_field(_("Секретарь"), most=200)
    copy = forms.FileField(
        label=_("Подписанный экземпляр"),
        required=False,
        max_length=255,
        help_text=_("Скан или файл с подписью. Хранится с контрольной суммой."),
    )
    controller = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Кто контролирует поручения"),
        required=False,
        empty_label=_("секретарь совета"),
    )
    is_public = forms.BooleanField(label=_("Поручения видны без входа"), required=False)

    def __init__(self, *arguments: Any, body: Body, **options: Any) -> None:
        super().__init__(*arguments, **options)
        controller = self.fields["controller"]
        assert isinstance(controller, forms.ModelChoiceField)  # noqa: S101 declared above
        controller.queryset = Organisation.objects.distinct_bodies().filter(
            territory=body.organisation.territory_id, kind=Organisation.Kind.AUTHORITY
        )
