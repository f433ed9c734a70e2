"""Meetings: noun, reference, verb."""

from django.urls import path

from sightline.work.governance.views import meetings, requests

app_name = "governance"
urlpatterns = [
    path("meetings", meetings.meetings, name="meetings"),
    path("meetings/plan", meetings.plan_meeting, name="plan_meeting"),
    path("meetings/<str:reference>", meetings.meeting, name="meeting"),
    path("meetings/<str:reference>/move", meetings.move_meeting, name="move_meeting"),
    path("meetings/<str:reference>/cancel", meetings.cancel_meeting, name="cancel_meeting"),
    path(
        "meetings/<str:reference>/attendance", meetings.record_attendance, name="record_attendance"
    ),
    path("meetings/<str:reference>/reports", meetings.receive_report, name="receive_report"),
    path("meetings/<str:reference>/papers", meetings.file_paper, name="file_paper"),
    path("meetings/<str:reference>/held", meetings.hold_meeting, name="hold_meeting"),
    path("meetings/<str:reference>/reopen", meetings.reopen_meeting, name="reopen_meeting"),
    # requests
    path("requests", requests.requests, name="requests"),
    path("requests/ask", requests.make_request, name="make_request"),
    path("requests/<str:reference>", requests.one_request, name="request"),
    path("requests/<str:reference>/answer", requests.answer_request, name="answer_request"),
    path("requests/<str:reference>/outcome", requests.finish_request, name="finish_request"),
    path("requests/<str:reference>/withdraw", requests.withdraw_request, name="withdraw_request"),
]
