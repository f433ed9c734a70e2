"""One's own drafts."""

from django.urls import path

from sightline.foundation.drafts import views

app_name = "drafts"
urlpatterns = [
    path("drafts", views.my_drafts, name="my_drafts"),
    path("drafts/save", views.save_draft, name="save_draft"),
    path("drafts/discard", views.discard_draft, name="discard_draft"),
]
