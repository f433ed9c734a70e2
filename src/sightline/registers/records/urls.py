"""Records: their sight."""

from django.urls import path

from sightline.registers.records import views

app_name = "records"
urlpatterns = [
    path("records/<str:reference>/sight", views.sight, name="sight"),
    path("records/<str:reference>/sight/<int:number>/end", views.end_sight, name="end_sight"),
    path("records/<str:reference>/interest", views.declare_interest, name="declare_interest"),
]
