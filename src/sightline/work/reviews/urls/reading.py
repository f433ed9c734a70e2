"""Who reads cases."""

from django.urls import path

from sightline.work.reviews.views import reading

urlpatterns = [
    path("cases/reading", reading.unusual_reading, name="unusual_reading"),
    path("cases/<str:reference>/readers", reading.case_readers, name="case_readers"),
]
