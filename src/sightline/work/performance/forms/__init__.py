"""What is typed about the data set, cleaned."""

from sightline.work.performance.forms.figures import (
    AskForm,
    CloseForm,
    DecideForm,
    DefineForm,
    LoadForm,
    ReplyForm,
    SetUpForm,
)
from sightline.work.performance.forms.returns import (
    CorrectForm,
    FillForm,
    OpenReturnsForm,
    SendForm,
)

__all__ = [
    "AskForm",
    "CloseForm",
    "CorrectForm",
    "DecideForm",
    "DefineForm",
    "FillForm",
    "LoadForm",
    "OpenReturnsForm",
    "ReplyForm",
    "SendForm",
    "SetUpForm",
]
