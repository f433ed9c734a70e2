"""What is typed about the data set, cleaned."""

from sightline.work.performance.forms.figures import (
    DecideForm,
    DefineForm,
    HeadlineForm,
    KindForm,
    LoadForm,
    SetUpForm,
    TokenForm,
)
from sightline.work.performance.forms.own_files import LayoutForm, OwnFileForm
from sightline.work.performance.forms.questions import (
    AnswerForm,
    AskForm,
    CloseForm,
    CommentForm,
    ReceivedForm,
    ReplyForm,
    ScrutinyForm,
    TakeBackForm,
)
from sightline.work.performance.forms.returns import (
    CorrectForm,
    FillForm,
    MoveForm,
    OpenReturnsForm,
    SendForm,
    TakeInForm,
    WithdrawForm,
)

__all__ = [
    "AnswerForm",
    "AskForm",
    "CloseForm",
    "CommentForm",
    "CorrectForm",
    "DecideForm",
    "DefineForm",
    "FillForm",
    "HeadlineForm",
    "KindForm",
    "LayoutForm",
    "LoadForm",
    "MoveForm",
    "OpenReturnsForm",
    "OwnFileForm",
    "ReceivedForm",
    "ReplyForm",
    "ScrutinyForm",
    "SendForm",
    "SetUpForm",
    "TakeBackForm",
    "TakeInForm",
    "TokenForm",
    "WithdrawForm",
]
