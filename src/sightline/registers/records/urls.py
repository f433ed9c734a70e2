"""Records: their sight, and emergency access."""

from django.urls import path

from sightline.registers.records import views

app_name = "records"
urlpatterns = [
    path("records/<str:reference>/history", views.history, name="history"),
    path("records/<str:reference>/sight", views.sight, name="sight"),
    path("records/<str:reference>/sight/<int:number>/end", views.end_sight, name="end_sight"),
    path("records/<str:reference>/marking", views.change_marking, name="change_marking"),
    path("records/<str:reference>/interest", views.declare_interest, name="declare_interest"),
    path("records/<str:reference>/interest-found", views.record_interest, name="record_interest"),
    path("interests", views.interests, name="interests"),
    path("interests/declare", views.declare_on_appointment, name="declare_on_appointment"),
    path("interests/<int:number>/end", views.end_declared, name="end_declared"),
    path("emergency-access", views.emergency_accesses, name="emergency_accesses"),
    path("emergency-access/open", views.open_in_emergency, name="open_in_emergency"),
    path("emergency-access/end", views.end_emergency, name="end_emergency"),
    path("emergency-access/<int:number>/review", views.review_emergency, name="review_emergency"),
]
