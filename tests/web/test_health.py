"""The health endpoint answers with a status and nothing else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from sightline.web import health


def through(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def test_a_process_lives_although_its_database_is_away():
    response = health.Health(through)(RequestFactory().get("/health/live"))
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.django_db
def test_a_process_with_its_database_is_ready(as_role):
    with as_role("sightline_web"):
        response = health.Health(through)(RequestFactory().get("/health/ready"))
    assert (response.status_code, response.content) == (204, b"")


def test_a_process_without_its_database_is_not_ready(monkeypatch):
    class Away:
        def cursor(self):
            raise DatabaseError("connection refused")

        def close(self):
            pass

    monkeypatch.setattr(health, "connection", Away())
    response = health.Health(through)(RequestFactory().get("/health/ready"))
    assert (response.status_code, response.content) == (503, b"")


def test_every_other_path_goes_on():
    assert health.Health(through)(RequestFactory().get("/health")).content == b"page"


@pytest.mark.django_db
def test_health_is_answered_whatever_name_the_machine_was_called_by(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get("/health/live", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.content) == (204, b"")
    assert len(response.headers["X-Request-Id"]) == 16
