"""What the control of plans keeps of people: who reported, ruled and signed. These are official acts and stay."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from kadrost.audit.personal import Category, Held, How, Purpose, by, declare, excuse, offer_purpose

CONTROL = "control"
ACTS = gettext_noop("Отчёты и решения – официальные документы: они хранятся с именем того, кто их дал.")
PAPERS = gettext_noop("Официальный документ хранится таким, каким он подписан.")

offer_purpose(
    Purpose(
        CONTROL,
        title=gettext_noop("Контроль исполнения официальных документов"),
        ground=gettext_noop("Закон: пункты 2 и 4 части 1 статьи 6 152-ФЗ"),
        retention=gettext_noop("сроки хранения документов органа (статья 17 125-ФЗ)"),
    )
)
for model, title, day in (
    ("roadmaps.Report", gettext_noop("отчёты"), "reported_on"),
    ("roadmaps.Ruling", gettext_noop("решения контролёра"), "ruled_on"),
    ("roadmaps.AssessmentAnswer", gettext_noop("ответы самооценки"), "answered_on"),
    ("roadmaps.CampaignAnswer", gettext_noop("ответы в сборе информации"), "answered_on"),
):
    declare(
        Held(
            model, title=title, purpose=CONTROL, how=How.KEEP, because=ACTS, of=by("author"),
            fields={day: Category.ACT, "author": Category.ACT, "author_name": Category.NAME},
        )
    )  # fmt: skip
declare(
    Held("roadmaps.Evidence", title=gettext_noop("подтверждающие документы"), purpose=CONTROL, how=How.KEEP, because=PAPERS, of=by("report__author"),
        fields={"dated_on": Category.ACT, "kind": Category.DOCUMENT, "title": Category.DOCUMENT,
                "added_by_name": Category.NAME, "signer": Category.NAME, "file": Category.DOCUMENT,
                "file_name": Category.DOCUMENT},
    )
)  # fmt: skip
declare(
    Held("roadmaps.Act", title=gettext_noop("документы планов"), purpose=CONTROL, how=How.KEEP, because=PAPERS,
        fields={"approved_by": Category.NAME, "file": Category.DOCUMENT, "file_name": Category.DOCUMENT},
    )
)  # fmt: skip
declare(
    Held("roadmaps.Intake", title=gettext_noop("загруженные документы"), purpose=CONTROL, how=How.KEEP, because=PAPERS, of=by("started_by"),
        fields={"started_by": Category.ACT, "started_at": Category.ACT, "file": Category.DOCUMENT,
                "file_name": Category.DOCUMENT},
    )
)  # fmt: skip
declare(
    Held("roadmaps.PlanDraft", title=gettext_noop("проекты планов"), purpose=CONTROL, how=How.KEEP, because=PAPERS, of=by("made_by"),
        fields={"made_by": Category.ACT, "made_on": Category.ACT},
    )
)  # fmt: skip
declare(
    Held(
        "roadmaps.Adaptation", title=gettext_noop("планы, которые готовятся по макетам"), purpose=CONTROL, how=How.KEEP,
        because=PAPERS, of=by("made_by"), fields={"made_by": Category.ACT, "made_on": Category.ACT},
    )
)  # fmt: skip
declare(
    Held(
        "roadmaps.EditionDraft", title=gettext_noop("готовящиеся редакции планов"), purpose=CONTROL, how=How.KEEP,
        because=PAPERS, of=by("made_by"), fields={"made_by": Category.ACT},
    )
)  # fmt: skip
declare(
    Held(
        "roadmaps.EffectivenessAnalysis", title=gettext_noop("анализы эффективности планов"), purpose=CONTROL,
        how=How.KEEP, because=PAPERS, of=by("made_by"),
        fields={"made_by": Category.ACT, "made_on": Category.ACT, "approved_by_name": Category.NAME},
    )
)  # fmt: skip
for model, title, name in (
    ("roadmaps.CorrectionProposal", gettext_noop("решения по предложениям о корректировке"), "decided_by_name"),
    ("roadmaps.ExecutorOpinion", gettext_noop("мнения исполнителей о корректировке"), "author_name"),
):
    declare(Held(model, title=title, purpose=CONTROL, how=How.KEEP, because=ACTS, fields={name: Category.NAME}))
for model, title in (
    ("roadmaps.Alignment", gettext_noop("подтверждённые сравнения мероприятий")),
    ("roadmaps.ProvisionTie", gettext_noop("подтверждённые связи со Стандартом")),
):
    declare(
        Held(model, title=title, purpose=CONTROL, how=How.KEEP, because=ACTS, fields={"decided_by_name": Category.NAME})
    )
declare(
    Held("roadmaps.SavedView", title=gettext_noop("сохранённые виды"), purpose="account", how=How.DELETE, of=by("person"),
        fields={"person": Category.ACT, "name": Category.ACT},
    )
)  # fmt: skip
declare(
    Held(
        "roadmaps.ProjectTie", title=gettext_noop("связи мероприятий с проектами"), purpose=CONTROL, how=How.KEEP,
        because=ACTS, fields={"decided_by_name": Category.NAME, "outcome_recorded_by_name": Category.NAME},
    )
)  # fmt: skip
declare(
    Held(
        "roadmaps.ProjectAgreement", title=gettext_noop("соглашения проектов"), purpose=CONTROL, how=How.KEEP,
        because=PAPERS, fields={"file": Category.DOCUMENT, "file_name": Category.DOCUMENT},
    )
)  # fmt: skip
declare(
    Held(
        "roadmaps.ProjectRefusal", title=gettext_noop("отклонённые связи с проектами"), purpose=CONTROL, how=How.KEEP,
        because=ACTS, fields={"decided_by_name": Category.NAME},
    )
)  # fmt: skip
declare(
    Held(
        "roadmaps.LegalAct", title=gettext_noop("нормативные и методические документы"), purpose=CONTROL, how=How.KEEP,
        because=PAPERS, fields={"file": Category.DOCUMENT, "file_name": Category.DOCUMENT},
    )
)  # fmt: skip
for model, title, name in (
    ("roadmaps.LegalActEvent", gettext_noop("изменения нормативных документов"), "recorded_by_name"),
    ("roadmaps.LegalActTie", gettext_noop("связи мероприятий с нормативными документами"), "decided_by_name"),
    ("roadmaps.LegalActRefusal", gettext_noop("отклонённые связи с нормативными документами"), "decided_by_name"),
):
    declare(Held(model, title=title, purpose=CONTROL, how=How.KEEP, because=ACTS, fields={name: Category.NAME}))
excuse("roadmaps.Duty", "printed_name", because="название исполнителя-организации, как напечатано в документе")
excuse("roadmaps.PassportRow", "name", "inferred_name", because="название строки паспорта")
excuse("roadmaps.PlanDraft", "title", because="название плана")
declare(
    Held(
        "roadmaps.PriorityPaper", title=gettext_noop("документы списков приоритетов"), purpose=CONTROL, how=How.KEEP,
        because=PAPERS, fields={"file": Category.DOCUMENT, "file_name": Category.DOCUMENT},
    )
)  # fmt: skip
