"""Duties: noun, key, verb."""

from django.urls import path

from sightline.registers.duties.views import clocks, editions, shelf
from sightline.registers.duties.views import duties as views

app_name = "duties"
urlpatterns = [
    path("shelf", shelf.shelf, name="shelf"),
    path("shelf/add", shelf.add, name="add_to_shelf"),
    path("shelf/offer", shelf.offer, name="offer_draft"),
    path("shelf/<str:reference>", shelf.shelved, name="shelved"),
    path("shelf/<str:reference>/answer", shelf.answer, name="answer_draft"),
    path("shelf/<str:reference>/take-down", editions.take_down, name="take_down"),
    path("shelf/<str:reference>/put-back", editions.put_back, name="put_back"),
    path("editions/<slug:key>", editions.editions, name="editions"),
    path("editions/<slug:key>/begin", editions.begin, name="begin_edition"),
    path("editions/<int:number>/withdraw", editions.withdraw, name="withdraw_edition"),
    path("duties/<slug:key>", views.duty, name="duty"),
    path("duties/<slug:key>/evidence", views.enter_evidence, name="enter_evidence"),
    path("duties/<slug:key>/dispense", views.dispense, name="dispense"),
    path("duties/<slug:key>/clock", clocks.start, name="start_clock"),
    path("duties/clocks/<int:number>/stop", clocks.stop, name="stop_clock"),
    path(
        "duties/dispensations/<int:number>/withdraw",
        clocks.withdraw_dispensation,
        name="withdraw_dispensation",
    ),
    path("duties/entries/<int:number>/withdraw", views.withdraw_entry, name="withdraw_entry"),
]
