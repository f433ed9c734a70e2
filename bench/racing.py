"""Many people book the last places at once: concurrent clients, and a checker of their history.

`python -m bench.racing PEOPLE` makes people who can sign in and prints their session tokens as
JSON; `python -m bench.racing event PLACES` opens an event and prints its reference and number.
"""

from __future__ import annotations

import http.client
import json
import secrets
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

PATIENCE = 60.0
ANSWERS = {"role": "Nurse", "need": "interest", "needs": "", "is_reserve": "no"}


@dataclass
class Racer:
    """One person with a browser of their own: what they sent when, and what they were told."""

    token: str
    port: int
    event: str
    began: float = 0.0  # the first post was sent
    held: float = 0.0  # and answered
    ended: float = 0.0  # the second was answered
    booking: int = 0
    tries: int = 0
    fault: str = ""
    form_keys: tuple[str, str] = field(
        default_factory=lambda: (secrets.token_urlsafe(18), secrets.token_urlsafe(18))
    )

    def run(self, start: threading.Barrier) -> None:
        """Take a place and answer the questions, again with the same key where nobody answers."""
        start.wait()
        self.began = time.monotonic()
        try:
            led = self._post(f"/training/events/{self.event}/book", {}, self.form_keys[0])
            self.held = time.monotonic()
            self.booking = int(led.rsplit("/", 1)[1])
            self._post(led, ANSWERS, self.form_keys[1])
            self.ended = time.monotonic()
        except (OSError, ValueError, http.client.HTTPException) as fault:
            self.fault = f"{type(fault).__name__}: {fault}"

    def _post(self, path: str, said: dict[str, str], key: str) -> str:
        end = time.monotonic() + PATIENCE
        while True:
            self.tries += 1
            try:
                status, led = self._ask(path, said, key)
            except (OSError, http.client.HTTPException):
                status, led = 599, ""
            if status == 302:
                return led
            if status < 500:
                raise ValueError(f"{path} answered {status}")
            if time.monotonic() > end:
                raise ValueError(f"{path} was not answered")
            time.sleep(0.05)

    def _ask(self, path: str, said: dict[str, str], key: str) -> tuple[int, str]:
        csrf = "a" * 32  # the token of the form and of the cookie must agree
        body = urlencode({**said, "form_key": key, "csrfmiddlewaretoken": csrf})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {
                "Cookie": f"session={self.token}; csrf={csrf}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()


def race(tokens: list[str], port: int, event: str) -> tuple[list[Racer], float]:
    """All at once; gives back who raced and the seconds until the last had both answers."""
    racers = [Racer(token, port, event) for token in tokens]
    start = threading.Barrier(len(racers) + 1)
    threads = [threading.Thread(target=one.run, args=(start,), daemon=True) for one in racers]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join(timeout=4 * PATIENCE)
    return racers, time.monotonic() - began


@dataclass(frozen=True)
class Kept:
    """A booking as the database holds it."""

    pk: int
    state: str
    number: int


def faults(
    racers: list[Racer], kept: list[Kept], *, places: int, counted: tuple[int, int]
) -> list[str]:
    """Everything in a history that may not be: more sold than there were, an answer that is not
    kept, two who were told the same number, or somebody passed by one who asked after them."""
    found = [f"not answered: {one.fault or 'no answer'}" for one in racers if not one.ended]
    booked = [one for one in kept if one.state == "booked"]
    waiting = sorted((one for one in kept if one.state == "waiting"), key=lambda one: one.number)
    if len(booked) != min(places, len(racers)):
        found.append(f"{len(booked)} booked of {places}")
    if counted != (len(booked), len(waiting)):
        found.append(f"counted {counted}, found {(len(booked), len(waiting))}")
    if [one.number for one in waiting] != list(range(1, len(waiting) + 1)):
        found.append(f"numbers {[one.number for one in waiting]}")
    by_key = {one.pk: one for one in kept}
    told = [one.booking for one in racers if one.ended]
    found += [f"answered and lost: {key}" for key in told if key not in by_key]
    if len(set(told)) != len(told) or len(kept) != len(racers):
        found.append(f"{len(told)} told, {len(kept)} kept, {len(racers)} raced")
    return found + _passed(racers, by_key)


def _passed(racers: list[Racer], kept: dict[int, Kept]) -> list[str]:
    """Who was answered before another asked comes before them."""
    found = []
    known = sorted((one for one in racers if one.ended and one.booking in kept),
                   key=lambda one: one.held)  # fmt: skip
    for place, first in enumerate(known):
        number = kept[first.booking].number
        if not number:
            continue
        for second in known[place + 1 :]:
            later = kept[second.booking].number
            if second.began > first.held and later < number:
                found.append(f"number {later} asked after number {number} was answered")
    return found


def fill(people: int) -> list[str]:
    """People with a seat, each an invented learner of one of the agencies; their tokens."""
    from django.utils import timezone

    from sightline.foundation.accounts import sessions
    from sightline.foundation.accounts.models import Person
    from sightline.registers.partnership.models import Agency, Partnership, Place, Seat
    from sightline.work.training.models import Learner

    ours = Partnership.objects.get(in_front=True)
    place = Place.objects.filter(partnership=ours, holds_many=True, agency=None).first()
    agencies = list(Agency.objects.filter(partnership=ours).order_by("pk"))
    now = timezone.now()
    made = Person.objects.bulk_create(
        Person(email=f"racer{n}@race.example", name=f"Racer {n}", is_invented=True)
        for n in range(people)
    )
    Seat.objects.bulk_create(
        Seat(place=place, partnership=ours, person=one, starts_at=now, appointed_by="The bench")
        for one in made
    )
    Learner.objects.bulk_create(
        Learner(partnership=ours, agency=agencies[n % len(agencies)], person=one, name=one.name,
                email=one.email)
        for n, one in enumerate(made)
    )  # fmt: skip
    return [sessions.start(one.pk, second_factor=True) for one in made]


def open_event(places: int) -> tuple[str, int]:
    """An event with so many places, open for booking: its reference and number."""
    from datetime import timedelta

    from django.utils import timezone

    from sightline.foundation.permissions import system_actor
    from sightline.registers.partnership.models import Partnership
    from sightline.work.training import operations
    from sightline.work.training.models import Course

    ours = Partnership.objects.get(in_front=True)
    by, now = system_actor("The bench", partnership_id=ours.pk), timezone.now()
    course = Course.objects.filter(title="Sought after", partnership=ours).first()
    if course is None:
        said = {"title": "Sought after", "kind": "core", "summary": "s", "aims": "a"}
        made = operations.make_course(partnership_id=ours.pk, **said, by=by, now=now)
        course = operations.publish_course(course=made, by=by, now=now)
    day = timezone.localtime(now + timedelta(days=40)).replace(hour=9)
    event = operations.plan_event(
        course=course, starts_at=day, ends_at=day + timedelta(hours=3), places=places,
        is_consent_needed=False, by=by, now=now,
    )  # fmt: skip
    operations.open_event(event=event, by=by, now=now)
    return event.reference, event.pk


def kept_of(event: int) -> tuple[list[Kept], tuple[int, int]]:
    """What the database holds of an event: its bookings, and its count."""
    from sightline.work.training.models import Booking, EventPlaces

    rows = Booking.objects.filter(event_id=event).values_list("pk", "state", "number")
    counted = EventPlaces.objects.values_list("taken", "waiting").get(event_id=event)
    return [Kept(*row) for row in rows], counted


def main(words: list[str]) -> None:
    """See above."""
    import django

    django.setup()
    match words:
        case ["event", places]:
            print(json.dumps(open_event(int(places))))
        case ["kept", event]:
            kept, counted = kept_of(int(event))
            print(json.dumps([[[one.pk, one.state, one.number] for one in kept], counted]))
        case [people]:
            print(json.dumps(fill(int(people))))


if __name__ == "__main__":
    main(sys.argv[1:])
