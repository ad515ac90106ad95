"""Acts, plans and their control, as `docs/architecture.md` describes them."""

from kadrost.roadmaps.models.acts import Act, Intake
from kadrost.roadmaps.models.alignments import Alignment
from kadrost.roadmaps.models.assessments import (
    AnswerGround,
    AssessmentAnswer,
    AssessmentPart,
    AssessmentQuestion,
    AssessmentRound,
)
from kadrost.roadmaps.models.campaigns import Campaign, CampaignAnswer, CampaignPlan, CampaignReminder
from kadrost.roadmaps.models.checkpoints import Checkpoint, CheckpointState
from kadrost.roadmaps.models.control import Evidence, Report, ReportFigure, Ruling
from kadrost.roadmaps.models.drafts import DraftMeasure, PlanDraft
from kadrost.roadmaps.models.editions import EditionDraft, EditionRow, PlanEdition
from kadrost.roadmaps.models.effectiveness import (
    AnalysedMeasure,
    CorrectionProposal,
    EffectivenessAnalysis,
    EffectivenessRules,
    ExecutorOpinion,
)
from kadrost.roadmaps.models.legal_acts import LegalAct, LegalActEvent, LegalActRefusal, LegalActTie
from kadrost.roadmaps.models.measures import Duty, Measure, Requirement, Section, Target
from kadrost.roadmaps.models.plans import Definition, PassportRow, Plan, PlanNote
from kadrost.roadmaps.models.priorities import (
    IndicatorActual,
    IndicatorPlan,
    Participant,
    Priority,
    PriorityIndicator,
    PriorityList,
    PriorityPaper,
    PriorityResource,
    PriorityTie,
    PriorityTraining,
    ResourceAmount,
)
from kadrost.roadmaps.models.projects import AgreementAmount, Project, ProjectAgreement, ProjectRefusal, ProjectTie
from kadrost.roadmaps.models.reminders import Reminder, ReminderPolicy
from kadrost.roadmaps.models.saved_views import SavedView
from kadrost.roadmaps.models.standard import Provision, ProvisionTie, StandardEdition
from kadrost.roadmaps.models.tally import CheckpointTally, PlanChangeCount
from kadrost.roadmaps.models.templates import Adaptation, Blank, BlankValue, MeasureOrigin, PlanOrigin

__all__ = [
    "Act",
    "Adaptation",
    "AgreementAmount",
    "Alignment",
    "AnalysedMeasure",
    "AnswerGround",
    "AssessmentAnswer",
    "AssessmentPart",
    "AssessmentQuestion",
    "AssessmentRound",
    "Blank",
    "BlankValue",
    "Campaign",
    "CampaignAnswer",
    "CampaignPlan",
    "CampaignReminder",
    "Checkpoint",
    "CheckpointState",
    "CheckpointTally",
    "CorrectionProposal",
    "Definition",
    "DraftMeasure",
    "Duty",
    "EditionDraft",
    "EditionRow",
    "EffectivenessAnalysis",
    "EffectivenessRules",
    "Evidence",
    "ExecutorOpinion",
    "IndicatorActual",
    "IndicatorPlan",
    "Intake",
    "LegalAct",
    "LegalActEvent",
    "LegalActRefusal",
    "LegalActTie",
    "Measure",
    "MeasureOrigin",
    "Participant",
    "PassportRow",
    "Plan",
    "PlanChangeCount",
    "PlanDraft",
    "PlanEdition",
    "PlanNote",
    "PlanOrigin",
    "Priority",
    "PriorityIndicator",
    "PriorityList",
    "PriorityPaper",
    "PriorityResource",
    "PriorityTie",
    "PriorityTraining",
    "Project",
    "ProjectAgreement",
    "ProjectRefusal",
    "ProjectTie",
    "Provision",
    "ProvisionTie",
    "Reminder",
    "ReminderPolicy",
    "Report",
    "ReportFigure",
    "Requirement",
    "ResourceAmount",
    "Ruling",
    "SavedView",
    "Section",
    "StandardEdition",
    "Target",
]
