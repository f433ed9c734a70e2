"""What is typed about the data set, cleaned."""

from sightline.work.performance.forms.figures import (
    AskForm,
    CloseForm,
    CommentForm,
    DecideForm,
    DefineForm,
    HeadlineForm,
    KindForm,
    LoadForm,
    ReplyForm,
    SetUpForm,
    TokenForm,
)
from sightline.work.performance.forms.own_files import LayoutForm, OwnFileForm
from sightline.work.performance.forms.returns import (
    CorrectForm,
    FillForm,
    OpenReturnsForm,
    SendForm,
)

__all__ = [
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
    "OpenReturnsForm",
    "OwnFileForm",
    "ReplyForm",
    "SendForm",
    "SetUpForm",
    "TokenForm",
]
