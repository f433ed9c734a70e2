"""What is typed about the pool of trainers, and about groups that courses are for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import ChoiceField, GovukForm, LongTextField, TextField
from sightline.work.training.models import Trainer


class TrainerChoiceForm(GovukForm):
    """Who of the pool gives an event."""

    trainer = ChoiceField("Trainer", drawn_as="select", called="trainer")

    def __init__(self, *args: Any, trainers: Iterable[Trainer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (each.pk, f"{each.name} ({each.agency.name})" if each.agency else each.name)
            for each in trainers
        ]
        self.fields["trainer"].offer(choices)  # type: ignore[attr-defined]


class TrainerForm(GovukForm):
    """A new member of the pool of trainers."""

    name = TextField("Name", max_length=200)
    agency = ChoiceField("Agency", drawn_as="select", nothing="None: independent", required=False)

    def __init__(self, *args: Any, agencies: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(list(agencies))  # type: ignore[attr-defined]


class AudienceForm(GovukForm):
    """Groups of one framework, one a line."""

    framework = TextField(
        "Framework", max_length=120, hint="For example, intercollegiate levels, or target groups"
    )
    names = LongTextField("Groups, one a line", called="groups", max_length=4000)

    def listed(self) -> list[str]:
        """The names, one a line, without empty ones."""
        lines = (line.strip() for line in self.cleaned_data["names"].splitlines())
        return [line[:200] for line in dict.fromkeys(lines) if line]
