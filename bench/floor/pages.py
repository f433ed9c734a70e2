"""The floor's only page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.floor.models import Line


@login_required
def lines(request: HttpRequest) -> HttpResponse:
    """Fifty rows of the reader."""
    rows = Line.objects.filter(owner=request.user.pk).order_by("-on", "-id")[:50]
    return render(request, "floor.html", {"lines": rows, "reader": request.user})


urlpatterns = [path("lines", lines)]
