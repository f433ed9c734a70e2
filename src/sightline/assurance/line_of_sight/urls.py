"""Line of sight."""

from django.urls import path

from sightline.assurance.line_of_sight import views

app_name = "line_of_sight"
urlpatterns = [
    path("line-of-sight", views.duties, name="duties"),
    # before the partnership's own pages of the same address: these add what is owed and delivered
    path("bodies/<slug:key>", views.body, name="body"),
    path("agencies/<slug:key>", views.agency, name="agency"),
]
