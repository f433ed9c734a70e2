"""What people type about training, cleaned."""

from sightline.work.training.forms.charging import ChargingForm, TrainerRateForm
from sightline.work.training.forms.completions import (
    CompletionsForm,
)
from sightline.work.training.forms.day import CodeForm, LedgerFilters, RegisterForm, WalkInForm
from sightline.work.training.forms.effect import AskForm, ComparedForm, EvaluationForm, ThemesForm
from sightline.work.training.forms.learning import (
    AnswersForm,
    LearnForm,
    ModuleForm,
    ModulePageForm,
    ModuleQuestionForm,
    PackageForm,
)
from sightline.work.training.forms.needs import (
    PlaceRoleForm,
    RoleForm,
    WorkforceFileForm,
    WorkforceForm,
)
from sightline.work.training.forms.places import (
    AgencyForm,
    BookingFilters,
    CancelForm,
    ConsentForm,
    DelegateForm,
    GroupForm,
    PriorityForm,
    QuestionsForm,
    SwapForm,
)
from sightline.work.training.forms.pool import AudienceForm, TrainerChoiceForm, TrainerForm
from sightline.work.training.forms.programme import (
    CatalogueForm,
    CopyForm,
    CourseForm,
    EventForm,
    NewEventForm,
    ProgrammeFilters,
    ReasonForm,
    SessionForm,
)
from sightline.work.training.forms.spread import (
    BriefingForm,
    ReachForm,
    ReadForm,
)
from sightline.work.training.forms.workshops import WorkshopForm, WorkshopsForm

__all__ = [
    "AgencyForm",
    "AnswersForm",
    "AskForm",
    "AudienceForm",
    "BookingFilters",
    "BriefingForm",
    "CancelForm",
    "CatalogueForm",
    "ChargingForm",
    "CodeForm",
    "ComparedForm",
    "CompletionsForm",
    "ConsentForm",
    "CopyForm",
    "CourseForm",
    "DelegateForm",
    "EvaluationForm",
    "EventForm",
    "GroupForm",
    "LearnForm",
    "LedgerFilters",
    "ModuleForm",
    "ModulePageForm",
    "ModuleQuestionForm",
    "NewEventForm",
    "PackageForm",
    "PlaceRoleForm",
    "PriorityForm",
    "ProgrammeFilters",
    "QuestionsForm",
    "ReachForm",
    "ReadForm",
    "ReasonForm",
    "RegisterForm",
    "RoleForm",
    "SessionForm",
    "SwapForm",
    "ThemesForm",
    "TrainerChoiceForm",
    "TrainerForm",
    "TrainerRateForm",
    "WalkInForm",
    "WorkforceFileForm",
    "WorkforceForm",
    "WorkshopForm",
    "WorkshopsForm",
]
