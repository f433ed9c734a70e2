"""Packages of e-learning as authoring programs export them, made here byte by byte."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

MANIFEST_12 = """<?xml version="1.0"?>
<manifest identifier="one" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Neglect, by a maker</title>
<item identifier="i" identifierref="r"><title>Part</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="go/index.html">
<file href="go/index.html"/></resource></resources></manifest>"""
MANIFEST_2004 = MANIFEST_12.replace(">1.2<", ">2004 3rd Edition<").replace("scormtype", "scormType")

# What SCORM says a page does: look for the run-time upwards, begin, read, set, commit, end.
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Part</title></head><body>
<p id="was"></p><button id="on">Note page two</button><button id="done">Finish</button>
<script src="sco.js"></script></body></html>"""
SCRIPT_12 = """
function find(w) { while (!w.API && w.parent !== w) w = w.parent; return w.API; }
const api = find(window);
api.LMSInitialize("");
document.getElementById("was").textContent = "Was at " + api.LMSGetValue("cmi.core.lesson_location")
  + " with " + api.LMSGetValue("cmi.suspend_data");
document.getElementById("on").onclick = () => {
  api.LMSSetValue("cmi.core.lesson_status", "incomplete");
  api.LMSSetValue("cmi.core.lesson_location", "two");
  api.LMSSetValue("cmi.suspend_data", "kept=1");
  api.LMSCommit("");
};
document.getElementById("done").onclick = () => {
  api.LMSSetValue("cmi.core.score.raw", "85");
  api.LMSSetValue("cmi.core.lesson_status", "passed");
  api.LMSFinish("");
};
"""
SCRIPT_2004 = """
function find(w) { while (!w.API_1484_11 && w.parent !== w) w = w.parent; return w.API_1484_11; }
const api = find(window);
api.Initialize("");
document.getElementById("was").textContent = "Was at " + api.GetValue("cmi.location")
  + " with " + api.GetValue("cmi.suspend_data");
document.getElementById("on").onclick = () => {
  api.SetValue("cmi.completion_status", "incomplete");
  api.SetValue("cmi.location", "two");
  api.SetValue("cmi.suspend_data", "kept=1");
  api.Commit("");
};
document.getElementById("done").onclick = () => {
  api.SetValue("cmi.score.scaled", "0.85");
  api.SetValue("cmi.completion_status", "completed");
  api.SetValue("cmi.success_status", "passed");
  api.Terminate("");
};
"""
FILES_12 = {
    "imsmanifest.xml": MANIFEST_12, "go/index.html": PAGE, "go/sco.js": SCRIPT_12
}  # fmt: skip
FILES_2004 = {**FILES_12, "imsmanifest.xml": MANIFEST_2004, "go/sco.js": SCRIPT_2004}


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip file of these files."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stored.getvalue()


def package(
    files: dict[str, str | bytes] | None = None, name: str = "one.zip"
) -> SimpleUploadedFile:
    """A package as somebody uploads it."""
    return SimpleUploadedFile(name, zipped(dict(files or FILES_12)))
