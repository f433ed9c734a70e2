"""What is written in a module of e-learning, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.forms import (
    ChoiceField,
    FileField,
    GovukForm,
    HiddenField,
    LongTextField,
    MultipleChoice,
    NumberField,
    TextField,
    YesNoField,
)
from sightline.registers.partnership.models import Agency
from sightline.work.training.rules.learning import KINDS, read_options


class ModuleForm(GovukForm):
    """How a module is taken."""

    seen_version = HiddenField()
    minutes = NumberField("How many minutes does it take?", called="how many minutes it takes",
                          at_least=1, at_most=600)  # fmt: skip
    pass_mark = NumberField(
        "Pass mark, in per cent", called="the pass mark", at_least=1, at_most=100,
        hint="How many of the questions must be answered rightly",
    )  # fmt: skip
    tries_a_day = NumberField(
        "How often may somebody try in a day?", called="how often somebody may try", at_least=1,
        at_most=20,
    )  # fmt: skip
    is_example = YesNoField(
        "Is it an example?", called="it is an example",
        hint="Every page of an example says that it is one",
    )  # fmt: skip


class ModulePageForm(GovukForm):
    """One page to read."""

    keeps_draft = True
    seen_version = HiddenField()
    title = TextField("Heading of the page", called="the heading", max_length=120)
    words = LongTextField(
        "What it says", called="what it says", rows=16, max_length=8000,
        hint="An empty line begins a paragraph, ## begins a heading, - begins a line of a list, "
        "**two stars** make words bold. HTML is shown as it is typed",
    )  # fmt: skip


class ModuleQuestionForm(GovukForm):
    """One question, its answers and what is said afterwards."""

    keeps_draft = True
    seen_version = HiddenField()
    kind = ChoiceField("How is it answered?", called="how it is answered",
                       choices=list(KINDS.items()))  # fmt: skip
    words = LongTextField("Question", called="the question", rows=3, max_length=1000)
    options = LongTextField(
        "Answers, one a line", called="the answers", rows=6, max_length=2000,
        hint="Put a star before each that is right. For true or false: * True, then False",
    )  # fmt: skip
    feedback = LongTextField(
        "What is said afterwards", called="what is said afterwards", rows=3, max_length=1000,
        hint="Why the right answer is right, and where to read on",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read the answers as the kind of question asks for them."""
        given = super().clean() or {}
        if given.get("kind") and given.get("options"):
            try:
                given["options"] = read_options(given["kind"], given["options"])
            except RuleBroken as broken:
                raise ValidationError({"options": broken.sentence}) from None
        return given


class PackageForm(GovukForm):
    """A package of another maker."""

    seen_version = HiddenField()
    upload = FileField(
        "Package (zip)", called="the package", accept=".zip",
        hint="SCORM 1.2 or SCORM 2004, as your authoring program exports it. It takes the place of "
        "pages and questions in the draft",
    )  # fmt: skip


class LearnForm(GovukForm):
    """Where somebody works, and as what: asked once, of who is not known yet."""

    agency = ChoiceField("Which agency do you work for?", drawn_as="select",
                         called="the agency you work for")  # fmt: skip
    role = TextField("Your role", max_length=120, hint="For example, health visitor")

    def __init__(
        self, *args: Any, agencies: Iterable[Agency], asks_role: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(agency.pk, agency.name) for agency in agencies]
        self.fields["agency"].offer(choices)  # type: ignore[attr-defined]
        if not choices:
            del self.fields["agency"]
        if not asks_role:
            del self.fields["role"]


class AnswersForm(GovukForm):
    """Every question of a module, with the answers it offers; none is chosen beforehand."""

    keeps_draft = True

    def __init__(self, *args: Any, questions: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(questions)
        for place, asked in enumerate(questions):
            choices = [(at, one["words"]) for at, one in enumerate(asked["options"])]
            number = f"Question {place + 1}"
            field = MultipleChoice if asked["kind"] == "several" else ChoiceField
            self.fields[f"question-{place}"] = field(
                f"{place + 1}. {asked['words']}", choices=choices,
                missing=f"{number}: select an answer",
                hint="Select all that are right" if asked["kind"] == "several" else "",
            )  # fmt: skip

    def chosen(self) -> list[list[int]]:
        """The options chosen, question by question."""
        found = []
        for place in range(self.count):
            given = self.cleaned_data[f"question-{place}"]
            found.append([int(each) for each in (given if isinstance(given, list) else [given])])
        return found
