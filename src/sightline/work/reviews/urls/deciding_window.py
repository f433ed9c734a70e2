"""The window in which deciders have the pack of a case."""

from django.urls import path

from sightline.work.reviews.views import deciding_window as views
from sightline.work.reviews.views import delaying

urlpatterns = [
    path("cases/<str:reference>/local-review/window", views.open_decision_window,
         name="open_decision_window"),
    path("cases/<str:reference>/local-review/ask-for-delay", delaying.ask_for_delay,
         name="ask_for_delay"),
    path("decision-windows/<str:reference>/delay", delaying.record_approved_delay,
         name="record_approved_delay"),
    path("decision-windows/<str:reference>", views.decision_window, name="decision_window"),
    path("decision-windows/<str:reference>/position", views.enter_position,
         name="enter_position"),
]  # fmt: skip
