"""One line of time of all agencies."""

from django.urls import path

from sightline.work.reviews.views import merged_chronology as views

urlpatterns = [
    path("rapid-reviews/<str:reference>/chronology", views.chronology, name="chronology"),
    path("rapid-reviews/<str:reference>/chronology.docx", views.chronology_file,
         name="chronology_file"),
    path("rapid-reviews/<str:reference>/chronology/names", views.chronology_with_names,
         name="chronology_with_names"),
    path("rapid-reviews/<str:reference>/chronology/same", views.same_events, name="same_events"),
    path("rapid-reviews/<str:reference>/chronology/same/<int:first>/<int:second>",
         views.judge_same_event, name="judge_same_event"),
]  # fmt: skip
