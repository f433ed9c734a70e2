"""Line of sight."""

from django.urls import path

from sightline.assurance.line_of_sight import views

app_name = "line_of_sight"
urlpatterns = [path("line-of-sight", views.duties, name="duties")]
