"""Packages of e-learning: sent by the office, run at an address of their own, reported to ours.

What a package's scripts may do is settled by where they run (docs/decisions/016): at the address of
packages nobody is signed in, and the page around them may only tell ours what they report."""

from __future__ import annotations

import json
import zipfile
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib import messages as notices
from django.core import signing
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.files import store
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, public_page, render
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.rules.packages import media_type
from sightline.work.training.views.courses import mine, version_seen

LASTS = 8 * 3600  # seconds that an address of a package is good for: a working day
MOST_REPORTED = 200_000  # bytes
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; frame-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'self' {ours}"
)
Answer = TypeVar("Answer", bound=HttpResponseBase)
SIGNER = signing.TimestampSigner(salt="training.package")


@page(permissions.manage_programme)
def send_package(request: PageRequest, reference: str) -> HttpResponse:
    """Send a package for the draft of a module."""
    held = queries.draft_module(mine(request), reference)
    form = forms.PackageForm(
        request.POST or None, request.FILES or None, initial={"seen_version": held.version}
    )

    def act(given: dict[str, Any]) -> str:
        operations.receive_package(
            module=held, version=version_seen(given["seen_version"], held.version),
            upload=given["upload"], by=request.actor, now=request.now,
        )  # fmt: skip
        return address("training:module", reference)

    back = reverse("training:module", args=[reference])
    return ask(
        request,
        form,
        act,
        said="The package is kept. Nobody learns from it until published.",
        heading="Send a package",
        button="Send it",
        back=back,
        caption=held.course.title,
    )


@page(permissions.manage_programme)
def drop_package(request: PageRequest, reference: str) -> HttpResponse:
    """Take the package out of the draft."""
    held = queries.draft_module(mine(request), reference)
    if request.method == "POST":
        try:
            operations.drop_package(
                module=held, version=held.version, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:module", reference)


@page(permissions.learn)
def run_package(request: PageRequest, number: int) -> HttpResponse:
    """The page around a package: it hands over where one was, and passes on what is reported."""
    attempt = queries.own_try(request.actor, number)
    module = attempt.module
    if attempt.finished_at is not None:
        return redirect("training:module_try", number)
    if not module.launch or not settings.PACKAGES_ADDRESS:
        raise NotSeen
    token = SIGNER.sign_object({"file": module.package_sha256, "launch": module.launch,
                                "standard": module.standard})  # fmt: skip
    context = {
        "attempt": attempt,
        "module": module,
        "course": attempt.course,
        "packages": settings.PACKAGES_ADDRESS,
        "frame": settings.PACKAGES_ADDRESS + reverse("training:package_frame", args=[token]),
        "kept": json.dumps(attempt.reported),
        "breadcrumbs": [
            ("Training", reverse("training:catalogue")),
            (attempt.course.title, reverse("training:learn", args=[attempt.course.reference])),
        ],
        "wide": True,
    }
    response = render(request, "training/run_package.html", context)
    response._csp_update = {"frame-src": [settings.PACKAGES_ADDRESS]}  # type: ignore[attr-defined]
    return response


@page(permissions.learn)
def report_try(request: PageRequest, number: int) -> HttpResponse:
    """What a package reports of one's own try, as JSON; the answer says whether it is finished."""
    attempt = queries.own_try(request.actor, number)
    if request.method != "POST":
        return redirect("training:learn", attempt.course.reference)
    if attempt.finished_at is not None:
        return HttpResponse(json.dumps({"is_finished": True}), content_type="application/json")
    try:
        said = json.loads(request.body[:MOST_REPORTED])
        if not isinstance(said, dict):
            raise ValueError
        held = operations.take_report(
            attempt=attempt, said=said, has_ended=said.get("has_ended") is True, by=request.actor,
            now=request.now,
        )  # fmt: skip
    except (ValueError, RuleBroken):
        return HttpResponse(status=400)
    told = {"is_finished": held.finished_at is not None}
    return HttpResponse(json.dumps(told), content_type="application/json")


@public_page
def package_frame(request: PageRequest, token: str) -> HttpResponse:
    """At the address of packages: the page that speaks SCORM with what it frames."""
    found = _opened(token)
    path, mark, rest = found["launch"].partition("?")
    launch = reverse("training:package_file", args=[token, path])
    context = {
        "launch": f"{launch}{mark}{quote(rest, safe='=&;%+-._~')}",
        "standard": found["standard"],
        "ours": _ours(),
    }
    return _framed(render(request, "training/package_frame.html", context))


@public_page
def package_file(request: PageRequest, token: str, name: str) -> FileResponse:
    """At the address of packages: one file of a package, to whoever holds the address."""
    found = _opened(token)
    kind = media_type(name)
    if kind is None:
        raise NotSeen
    try:
        archive = zipfile.ZipFile(store.path_of(found["file"]))
        file = archive.open(name)
        size = archive.getinfo(name).file_size
    except (OSError, KeyError, zipfile.BadZipFile):
        raise NotSeen from None
    response = FileResponse(file, content_type=kind)
    response["Content-Length"] = str(size)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return _framed(response)


def _opened(token: str) -> dict[str, str]:
    """What a token opens; `NotSeen` where it is forged or too old."""
    try:
        found: dict[str, str] = SIGNER.unsign_object(token, max_age=LASTS)
    except signing.BadSignature:
        raise NotSeen from None
    return found


def _ours() -> str:
    """The address of the site itself, the only one that may frame a package."""
    parts = urlsplit(settings.ADDRESS)
    return f"{parts.scheme}://{parts.netloc}"


def _framed(response: Answer) -> Answer:
    response["Content-Security-Policy"] = POLICY.format(ours=_ours())
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    return response
