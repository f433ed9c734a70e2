"""Parallel workshops, as the office adds them and as people choose them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sightline.foundation.govuk.forms import ChoiceField, GovukForm, NumberField, TextField
from sightline.work.training.models import Workshop


class WorkshopForm(GovukForm):
    """One workshop."""

    time = TextField(
        "When does it run?", called="when it runs", max_length=60,
        hint="Those with the same words run side by side. For example, morning",
    )  # fmt: skip
    title = TextField("Title", called="the title", max_length=200)
    places = NumberField("Places", called="the places", at_least=1, at_most=5000)


class AsksWorkshops(GovukForm):
    """A form that asks for one workshop at each time; a full one is offered to nobody but who has
    chosen it, and a time at which all are full is not asked about."""

    times: dict[str, list[Workshop]]

    def ask_workshops(
        self, workshops: Sequence[Workshop], chosen: Mapping[int, int], own: Mapping[str, int]
    ) -> None:
        """Add a question for each time."""
        self.times = {}
        for one in workshops:
            self.times.setdefault(one.time, []).append(one)
        for place, (time, rows) in enumerate(self.times.items()):
            choices = []
            for one in rows:
                left = one.places - chosen.get(one.pk, 0)
                if left > 0 or own.get(time) == one.pk:
                    hint = f"{left} place{'' if left == 1 else 's'} left" if left > 0 else "Yours"
                    choices.append((one.pk, one.title, hint))
            if choices:
                self.fields[f"time-{place}"] = ChoiceField(
                    time, called=f"a workshop for “{time}”", choices=choices, initial=own.get(time)
                )

    def picked(self) -> list[Workshop]:
        """The workshops chosen."""
        known = {str(one.pk): one for rows in self.times.values() for one in rows}
        names = [name for name in self.fields if name.startswith("time-")]
        return [known[self.cleaned_data[name]] for name in names]


class WorkshopsForm(AsksWorkshops):
    """The workshops of a booking, chosen or chosen again."""

    def __init__(
        self, *args: Any, workshops: Sequence[Workshop], chosen: Mapping[int, int],
        own: Mapping[str, int], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.ask_workshops(workshops, chosen, own)
