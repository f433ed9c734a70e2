"""Handing out documents to those who see their record."""

from __future__ import annotations

from django.http import HttpResponseBase

from sightline.foundation.files.queries import serve
from sightline.foundation.requests import PageRequest, page
from sightline.foundation.trail.operations import record_read
from sightline.registers.evidence import events, permissions
from sightline.registers.evidence.queries import version_for_download
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
