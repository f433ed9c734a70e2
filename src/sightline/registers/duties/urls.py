"""Duties: noun, key, verb."""

from django.urls import path

from sightline.registers.duties.views import duties as views
from sightline.registers.duties.views import shelf

app_name = "duties"
urlpatterns = [
    path("shelf", shelf.shelf, name="shelf"),
    path("shelf/add", shelf.add, name="add_to_shelf"),
    path("shelf/<str:reference>", shelf.shelved, name="shelved"),
    path("duties/<slug:key>", views.duty, name="duty"),
    path("duties/<slug:key>/evidence", views.enter_evidence, name="enter_evidence"),
    path("duties/<slug:key>/dispense", views.dispense, name="dispense"),
    path("duties/entries/<int:number>/withdraw", views.withdraw_entry, name="withdraw_entry"),
]
