"""Duties: noun, key, verb."""

from django.urls import path

from sightline.registers.duties import views

app_name = "duties"
urlpatterns = [
    path("<slug:key>", views.duty, name="duty"),
    path("<slug:key>/evidence", views.enter_evidence, name="enter_evidence"),
    path("<slug:key>/dispense", views.dispense, name="dispense"),
    path("entries/<int:number>/withdraw", views.withdraw_entry, name="withdraw_entry"),
]
