"""Meetings: noun, reference, verb."""

from django.urls import path

from sightline.work.governance import views

app_name = "governance"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("plan", views.plan_meeting, name="plan_meeting"),
    path("<str:reference>", views.meeting, name="meeting"),
    path("<str:reference>/move", views.move_meeting, name="move_meeting"),
    path("<str:reference>/cancel", views.cancel_meeting, name="cancel_meeting"),
    path("<str:reference>/attendance", views.record_attendance, name="record_attendance"),
    path("<str:reference>/reports", views.receive_report, name="receive_report"),
    path("<str:reference>/papers", views.file_paper, name="file_paper"),
    path("<str:reference>/held", views.hold_meeting, name="hold_meeting"),
    path("<str:reference>/reopen", views.reopen_meeting, name="reopen_meeting"),
]
