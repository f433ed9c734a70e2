"""Packages of e-learning by other makers (R8.3): checked before they are kept, run at an address of
their own, and what they report is kept and counts."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import urlsplit

import pytest

from builders import partnership as made
from builders.learning import begun
from builders.packaging import FILES_12, FILES_2004, MANIFEST_12, package, zipped
from builders.training import published
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.files.models import StoredFile
from sightline.work.training import operations
from sightline.work.training.models import Completion, ModuleTry
from sightline.work.training.rules import packages

PACKAGES = "http://packages.test"
BOMB = {**FILES_12, "zeros.txt": b"0" * 30_000_000}


@pytest.fixture(autouse=True)
def _an_address_for_packages(settings):
    settings.PACKAGES_ADDRESS = PACKAGES
    settings.ALLOWED_HOSTS = ["testserver", "packages.test"]


@pytest.fixture
def course(scene):
    return published(scene.partnership, "E-neglect", kind="e-learning", refresher_months=24)


def sent(course, files=None, by=made.BY):
    held = operations.begin_module(course=course, by=made.BY, now=NOW)
    return operations.receive_package(
        module=held, version=held.version, upload=package(files), by=by, now=NOW
    )


def offered(course, files=None):
    held = sent(course, files)
    return operations.publish_module(module=held, version=held.version, by=made.BY, now=NOW)


@pytest.mark.parametrize("files, standard", [(FILES_12, "1.2"), (FILES_2004, "2004")])
def test_a_package_says_what_it_is(course, files, standard):
    held = sent(course, files)
    assert (held.standard, held.launch) == (standard, "go/index.html")
    assert held.package_title == "Neglect, by a maker"


def with_link():
    stored = io.BytesIO(zipped(FILES_12))
    with zipfile.ZipFile(stored, "a") as archive:
        link = zipfile.ZipInfo("link.html")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return stored.getvalue()


EXTERNAL = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest'
REFUSED = {
    "no package": (zipped({"index.html": "x"}), "no imsmanifest.xml"),
    "no zip": (b"PK no", "cannot be read"),
    "outside": (zipped({**FILES_12, "../out.html": "x"}), "outside"),
    "absolute": (zipped({**FILES_12, "/etc/x.html": "x"}), "outside"),
    "backslash": (zipped({**FILES_12, "a\\..\\b.html": "x"}), "outside"),
    "bomb": (zipped(BOMB), "far more than its size"),
    "link": (with_link(), "points to another"),
    "entity": (
        zipped({**FILES_12, "imsmanifest.xml": MANIFEST_12.replace("<manifest", EXTERNAL, 1)}),
        "cannot be read",
    ),
    "old": (
        zipped({**FILES_12, "imsmanifest.xml": MANIFEST_12.replace(">1.2<", ">1.1<")}),
        "Export it as SCORM",
    ),
    "no start": (zipped({"imsmanifest.xml": MANIFEST_12}), "names no page"),
    "program": (
        zipped({**FILES_12, "go/a.exe": "x",
                "imsmanifest.xml": MANIFEST_12.replace("go/index.html", "go/a.exe")}),
        "names no page",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_safe_to_keep_is_refused_with_a_reason(tmp_path, what):
    content, says = REFUSED[what]
    path = tmp_path / "sent.zip"
    path.write_bytes(content)
    with pytest.raises(RuleBroken, match=says):
        packages.look_into(path, 200_000_000)


def test_nothing_of_a_refused_package_stays(course):
    before = StoredFile.objects.count()
    with pytest.raises(RuleBroken):
        sent(course, {"index.html": "x"})
    assert StoredFile.objects.count() == before


@pytest.mark.parametrize(
    "said, passed, failed, score",
    [
        ({"status": "passed", "score": "85"}, True, False, 85),
        ({"status": "completed"}, True, False, None),
        ({"status": "failed", "score": "20"}, False, True, 20),
        ({"status": "incomplete"}, False, False, None),
        ({"status": "completed", "success": "failed"}, False, True, None),
        ({"status": "incomplete", "success": "passed", "score": "101"}, True, False, None),
        ({"status": "browsed", "score": "nan"}, False, False, None),
    ],
)
def test_a_report_is_read_as_the_standard_means_it(said, passed, failed, score):
    found = packages.read_report(said)
    assert (found.has_passed, found.has_failed, found.score) == (passed, failed, score)


@pytest.mark.parametrize("said", [{"suspend_data": "x" * 64_001}, {"location": 3},
                                  {"status": "a\0b"}])  # fmt: skip
def test_what_cannot_be_kept_is_refused_whole(said):
    with pytest.raises(RuleBroken):
        packages.read_report(said)


def test_what_is_reported_is_kept_and_passing_counts(scene, course):
    offered(course)
    who = scene.actor("practitioner")
    held = begun(course, who)
    tell = {"attempt": held, "by": who, "now": NOW}
    notes = {"status": "incomplete", "location": "two", "suspend_data": "kept=1"}
    held = operations.take_report(said=notes, has_ended=True, **tell)
    assert begun(course, who).reported == {**notes, "success": ""}
    held = operations.take_report(said={"status": "failed", "score": 10}, has_ended=False, **tell)
    assert held.finished_at is None  # some let one try again inside
    held = operations.take_report(said={"status": "passed", "score": 85}, has_ended=False, **tell)
    assert (held.has_passed, held.score) == (True, 85)
    assert Completion.objects.get(course=course).certificate.course == "E-neglect"
    with pytest.raises(RuleBroken, match="finished"):
        operations.take_report(said={"status": "failed"}, has_ended=True, **tell)


def test_the_office_alone_sends_and_only_where_packages_have_an_address(scene, course, settings):
    with pytest.raises(NotAllowed):
        sent(course, by=scene.actor("agency_lead"))
    settings.PACKAGES_ADDRESS = ""
    held = course.modules.get()
    with pytest.raises(RuleBroken, match="an address of their own"):
        operations.receive_package(
            module=held, version=held.version, upload=package(), by=made.BY, now=NOW
        )


def ask(path, host="packages.test"):
    visitor = Visitor()
    visitor.client.defaults["HTTP_HOST"] = host
    return visitor.ask("get", path)


def test_a_package_runs_at_its_own_address_and_nothing_else_does(scene, course):
    offered(course)
    reader = Visitor(scene.people["practitioner"])
    led = reader.post(f"/training/courses/{course.reference}/learn", {"begin": "yes"}, status=302)
    answer = reader.ask("get", led)
    assert f"frame-src {PACKAGES}" in answer["Content-Security-Policy"]
    page = answer.content.decode()
    frame = urlsplit(page.split('src="http://packages.test', 1)[1].split('"')[0]).path
    framed = ask(frame)
    assert "frame-ancestors 'self' http" in framed["Content-Security-Policy"]
    assert "form-action 'none'" in framed["Content-Security-Policy"]
    launch = framed.content.decode().split('data-launch="', 1)[1].split('"')[0]
    served = ask(launch)
    assert served["Content-Type"].startswith("text/html") and b"Finish" in served.streamed
    assert "Set-Cookie" not in served and not served.cookies
    folder = launch.rpartition("/")[0]
    assert ask(f"{folder}/none.html").status_code == 404
    assert ask(launch.replace("go/index.html", "imsmanifest.xml")).status_code == 200
    assert ask(frame.replace("/run", "x/run")).status_code == 404  # a forged token
    assert ask(frame, host="testserver").status_code == 404  # no package at the site's address
    for path in ("/", "/account/sign-in/", "/training"):  # and no page of the site at this one
        assert ask(path).status_code == 404


def test_what_is_reported_comes_by_the_page_around_it(scene, course):
    offered(course)
    held = begun(course, scene.actor("practitioner"))
    reader = Visitor(scene.people["practitioner"])
    path = f"/training/tries/{held.pk}/report"

    def report(said):
        return reader.ask("post", path, said, content_type="application/json")

    assert report({"status": "incomplete", "location": "two"}).json() == {"is_finished": False}
    assert ModuleTry.objects.get(pk=held.pk).reported["location"] == "two"
    assert report(["x"]).status_code == 400
    assert report({"status": "passed", "has_ended": True}).json() == {"is_finished": True}
    assert report({"status": "failed"}).json() == {"is_finished": True}
    assert "You have passed" in reader.get(f"/training/tries/{held.pk}")
    assert json.dumps(held.reported) == "{}"
