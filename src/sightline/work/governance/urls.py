"""Meetings: noun, reference, verb."""

from django.urls import path

from sightline.work.governance import views

app_name = "governance"
urlpatterns = [
    path("meetings", views.meetings, name="meetings"),
    path("meetings/plan", views.plan_meeting, name="plan_meeting"),
    path("meetings/<str:reference>", views.meeting, name="meeting"),
    path("meetings/<str:reference>/move", views.move_meeting, name="move_meeting"),
    path("meetings/<str:reference>/cancel", views.cancel_meeting, name="cancel_meeting"),
    path("meetings/<str:reference>/attendance", views.record_attendance, name="record_attendance"),
    path("meetings/<str:reference>/reports", views.receive_report, name="receive_report"),
    path("meetings/<str:reference>/papers", views.file_paper, name="file_paper"),
    path("meetings/<str:reference>/held", views.hold_meeting, name="hold_meeting"),
    path("meetings/<str:reference>/reopen", views.reopen_meeting, name="reopen_meeting"),
]
