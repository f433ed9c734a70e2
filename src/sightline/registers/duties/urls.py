"""Duties: noun, key, verb."""

from django.urls import path

from sightline.registers.duties import views

app_name = "duties"
urlpatterns = [
    path("duties/<slug:key>", views.duty, name="duty"),
    path("duties/<slug:key>/evidence", views.enter_evidence, name="enter_evidence"),
    path("duties/<slug:key>/dispense", views.dispense, name="dispense"),
    path("duties/entries/<int:number>/withdraw", views.withdraw_entry, name="withdraw_entry"),
]
