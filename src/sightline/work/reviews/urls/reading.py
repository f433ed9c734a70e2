"""Who reads cases, and what was done to them."""

from django.urls import path

from sightline.work.reviews.views import history, knowing, reading

urlpatterns = [
    path("cases/reading", reading.unusual_reading, name="unusual_reading"),
    path("cases/<str:reference>/readers", reading.case_readers, name="case_readers"),
    path("cases/<str:reference>/conflicts", knowing.conflicts, name="conflicts"),
    path(
        "cases/<str:reference>/conflicts/<int:number>",
        knowing.decide_conflict,
        name="decide_conflict",
    ),
    path("cases/<str:reference>/history", history.case_history, name="case_history"),
    path(
        "rapid-reviews/<str:reference>/history",
        history.rapid_review_history,
        name="rapid_review_history",
    ),
]
