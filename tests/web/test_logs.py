"""Logs say which route was asked for, and nothing of what was in it."""

from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from gunicorn.config import Config

from sightline.web.gunicorn_settings import Lines
from sightline.web.logs import RequestLog, logging_settings


@pytest.fixture
def lines():
    """What is written to the log, line by line, with the product's own settings."""
    before = logging.root.handlers[:], logging.root.level
    stream = io.StringIO()
    settings = logging_settings("INFO")
    settings["handlers"]["lines"]["stream"] = stream
    logging.config.dictConfig(settings)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.root.handlers[:], logging.root.level = before


def test_an_unforeseen_error_is_named_without_its_words(lines):
    try:
        raise ValueError("Riley Smith, born 2011")
    except ValueError:
        logging.getLogger("sightline.work").exception("a job failed", extra={"job": "remind"})
    (line,) = lines()
    assert line["event"] == "a job failed"
    assert line["exception_kind"] == "ValueError"
    assert line["job"] == "remind"
    assert "Riley" not in json.dumps(line)


def test_djangos_own_records_lose_path_and_request(lines):
    logging.getLogger("django.request").warning(
        "Not Found: %s", "/people/riley-smith/", extra={"status_code": 404, "request": "R"}
    )
    (line,) = lines()
    assert line["event"] == "Not Found: %s"
    assert "riley" not in json.dumps(line)


def test_gunicorns_account_of_an_error_names_no_path():
    stream = io.StringIO()
    log = Lines(Config())
    log.error_log.handlers[0].setStream(stream)
    try:
        raise ValueError("Riley Smith")
    except ValueError:
        log.exception("Error handling request %s %s", "GET", "/people/riley-smith/")
    log.info("Listening at: %s", "http://127.0.0.1:8000")
    error, start = (json.loads(line) for line in stream.getvalue().splitlines())
    assert error["exception_kind"] == "ValueError"
    assert "riley" not in json.dumps(error).lower()
    assert start["event"] == "Listening at: http://127.0.0.1:8000"


def test_a_jobs_arguments_stay_out(lines):
    logging.getLogger("procrastinate.worker").error(
        "Job send[7](to='riley@example.org') failed", extra={"action": "job_error"}
    )
    (line,) = lines()
    assert line["event"] == "job_error"
    assert "riley" not in json.dumps(line)


@pytest.mark.django_db
def test_a_request_is_one_line_with_route_status_and_time(lines):
    def answer(request: HttpRequest) -> HttpResponse:
        request.resolver_match = type("Match", (), {"route": "people/<key>/"})()
        return HttpResponse("x", status=201)

    RequestLog(answer)(RequestFactory().get("/people/riley-smith/?q=bruise"))
    (line,) = lines()
    assert (line["route"], line["status"], line["method"]) == ("people/<key>/", 201, "GET")
    assert line["statements"] == 0
    assert line["ms"] >= 0
    assert "riley" not in json.dumps(line) and "bruise" not in json.dumps(line)
