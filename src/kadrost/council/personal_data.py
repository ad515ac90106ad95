"""What councils keep of people: members, who spoke, voted and signed. Minutes are official acts and stay."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from kadrost.audit.personal import Category, Held, How, Purpose, by, declare, excuse, offer_purpose

COUNCIL = "council"
MINUTES = gettext_noop("Составы, протоколы и голосования – официальные документы: имена в них хранятся.")

offer_purpose(
    Purpose(
        COUNCIL,
        title=gettext_noop("Работа советов: составы, протоколы, голосования"),
        ground=gettext_noop("Закон: пункты 2 и 4 части 1 статьи 6 152-ФЗ"),
        retention=gettext_noop("сроки хранения документов органа (статья 17 125-ФЗ)"),
    )
)
declare(
    Held("council.Membership", title=gettext_noop("членство в советах"), purpose=COUNCIL, how=How.KEEP, because=MINUTES, of=by("person"),
        fields={"person": Category.WORK, "name": Category.NAME, "post": Category.WORK, "valid_from": Category.WORK,
                "valid_until": Category.WORK},
    )
)  # fmt: skip
declare(
    Held("council.Attendance", title=gettext_noop("участие в заседаниях"), purpose=COUNCIL, how=How.KEEP, because=MINUTES, of=by("membership__person"),
        fields={"name": Category.NAME, "post": Category.WORK, "presence": Category.ACT},
    )
)  # fmt: skip
declare(
    Held("council.Vote", title=gettext_noop("голоса"), purpose=COUNCIL, how=How.KEEP, because=MINUTES, of=by("membership__person"),
        fields={"choice": Category.ACT, "cast_by": Category.ACT, "cast_on": Category.ACT},
    )
)  # fmt: skip
declare(
    Held("council.Meeting", title=gettext_noop("заседания и протоколы"), purpose=COUNCIL, how=How.KEEP, because=MINUTES, of=by("chairing__person"),
        fields={"held_on": Category.ACT, "approver_post": Category.WORK, "approver_name": Category.NAME,
                "secretary_name": Category.NAME, "paper": Category.DOCUMENT, "signed_copy": Category.DOCUMENT,
                "signed_copy_name": Category.DOCUMENT},
    )
)  # fmt: skip
declare(
    Held("council.AgendaItem", title=gettext_noop("вопросы повестки"), purpose=COUNCIL, how=How.KEEP, because=MINUTES,
         fields={"speaker": Category.NAME, "discussion": Category.DOCUMENT})
)  # fmt: skip
declare(
    Held("council.Material", title=gettext_noop("материалы заседаний"), purpose=COUNCIL, how=How.KEEP, because=MINUTES,
         fields={"file": Category.DOCUMENT, "file_name": Category.DOCUMENT, "added_by_name": Category.NAME})
)  # fmt: skip
excuse("council.DecisionExecutor", "printed_name", because="название исполнителя-организации, как записано в решении")
declare(
    Held(
        "council.ArtefactVersion", title=gettext_noop("версии согласуемых документов"), purpose=COUNCIL, how=How.KEEP,
        because=MINUTES,
        fields={"file": Category.DOCUMENT, "file_name": Category.DOCUMENT, "added_by_name": Category.NAME},
    )
)  # fmt: skip
declare(
    Held(
        "council.Stage", title=gettext_noop("этапы согласования"), purpose=COUNCIL, how=How.KEEP, because=MINUTES,
        fields={"ground_file": Category.DOCUMENT, "ground_file_name": Category.DOCUMENT,
                "decided_by_name": Category.NAME},
    )
)  # fmt: skip
declare(
    Held(
        "council.ExpertSession", title=gettext_noop("экспертные сессии и их протоколы"), purpose=COUNCIL, how=How.KEEP,
        because=MINUTES, of=by("facilitator"),
        fields={"facilitator": Category.WORK, "facilitator_name": Category.NAME, "facilitator_post": Category.WORK,
                "chair_name": Category.NAME, "chair_post": Category.WORK, "secretary_name": Category.NAME,
                "paper": Category.DOCUMENT},
    )
)  # fmt: skip
declare(
    Held(
        "council.SessionExpert", title=gettext_noop("участие в экспертных сессиях"), purpose=COUNCIL, how=How.KEEP,
        because=MINUTES, of=by("person"),
        fields={"person": Category.WORK, "name": Category.NAME, "post": Category.WORK, "organisation_words": Category.WORK,
                "competence": Category.WORK, "presence": Category.ACT, "secret_number": Category.ACT},
    )
)  # fmt: skip
declare(
    Held(
        "council.ProposalAuthor", title=gettext_noop("предложения экспертов"), purpose=COUNCIL, how=How.KEEP,
        because=MINUTES, of=by("expert__person"), fields={"expert": Category.ACT},
    )
)  # fmt: skip
declare(
    Held(
        "council.InterestConflict", title=gettext_noop("личный интерес, о котором заявил эксперт"), purpose=COUNCIL,
        how=How.KEEP, because=MINUTES, of=by("expert__person"), fields={"words": Category.ACT, "declared_on": Category.ACT},
    )
)  # fmt: skip
declare(
    Held(
        "council.Mark", title=gettext_noop("оценки экспертов"), purpose=COUNCIL, how=How.KEEP, because=MINUTES,
        of=by("ballot__expert__person"),
        fields={"scores": Category.ACT, "confidence": Category.ACT, "remark": Category.ACT},
    )
)  # fmt: skip
excuse("council.Proposal", "name", because="название профессии или компетенции, предложенной на сессии")
