"""Who reads cases."""

from django.urls import path

from sightline.work.reviews.views import knowing, reading

urlpatterns = [
    path("cases/reading", reading.unusual_reading, name="unusual_reading"),
    path("cases/<str:reference>/readers", reading.case_readers, name="case_readers"),
    path("cases/<str:reference>/conflicts", knowing.conflicts, name="conflicts"),
    path(
        "cases/<str:reference>/conflicts/<int:number>",
        knowing.decide_conflict,
        name="decide_conflict",
    ),
]
