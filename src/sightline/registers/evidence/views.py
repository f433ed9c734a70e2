"""Handing out documents to those who see their record; their versions, and withdrawing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from sightline.foundation.files.queries import serve
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, page, render
from sightline.foundation.trail.operations import record_read
from sightline.registers.evidence import events, forms, operations, permissions
from sightline.registers.evidence.models import Document
from sightline.registers.evidence.queries import document_by, version_for_download
from sightline.registers.records.models import Marking
from sightline.registers.records.rules import SENSITIVE


@page(permissions.read_documents, logs_reads=True)
def download(request: PageRequest, number: int) -> HttpResponseBase:
    """One version of a document; the reading of a sensitive one is logged."""
    version = version_for_download(request.actor, number, request.now)
    if version.record.marking in SENSITIVE:
        record_read(
            events.document_downloaded,
            by=request.actor,
            now=request.now,
            about=version.record.reference,
        )
    return serve(version.stored_file, version.filename)


@page(permissions.read_documents, logs_reads=True)
def document(request: PageRequest, number: int) -> HttpResponse:
    """A document with every version of it, who filed each and when (R3.3)."""
    found, versions = document_by(request.actor, number, request.now)
    if found.record.marking in SENSITIVE:
        record_read(
            events.versions_read, by=request.actor, now=request.now, about=found.record.reference
        )
    context = {
        **_about(found),
        "versions": versions,
        "may_file": request.actor.may(permissions.file_documents),
    }
    return render(request, "evidence/document.html", context)


@page(permissions.file_documents)
def file_version(request: PageRequest, number: int) -> HttpResponse:
    """File a newer version; those before it stay."""
    found, _ = document_by(request.actor, number, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.file_version(document=found, **given, by=request.actor, now=request.now)
        return _page_of(found)

    form = forms.VersionForm(request.POST or None, request.FILES or None)
    return _ask(request, found, form, act, "File a newer version", "File it",
                "The newer version is filed. Those before it stay.")  # fmt: skip


@page(permissions.file_documents)
def withdraw_document(request: PageRequest, number: int) -> HttpResponse:
    """Withdraw a document that was filed in error: it is no longer shown, and stays kept."""
    found, _ = document_by(request.actor, number, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_document(document=found, **given, by=request.actor, now=request.now)
        return _record_of(found)

    form = forms.WithdrawForm(request.POST or None)
    return _ask(request, found, form, act, "Withdraw the document", "Withdraw it",
                "The document is withdrawn.", kind="warning")  # fmt: skip


def _ask(
    request: PageRequest,
    found: Document,
    form: GovukForm,
    act: Callable[[dict[str, Any]], str],
    heading: str,
    button: str,
    said: str,
    kind: str = "",
) -> HttpResponse:
    return ask(
        request, form, act, said=said, heading=heading, button=button, kind=kind,
        back=_page_of(found), caption=found.title, **_about(found),
    )  # fmt: skip


def _about(found: Document) -> dict[str, Any]:
    return {
        "document": found,
        "record": found.record,
        "record_address": _record_of(found),
        "marking": Marking(found.record.marking).label,
    }


def _record_of(found: Document) -> str:
    return reverse(found.record.kind, args=[found.record.reference])


def _page_of(found: Document) -> str:
    return reverse("evidence:document", args=[found.pk])
