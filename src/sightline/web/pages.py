"""The front door's own addresses."""

from django.urls import path

from sightline.web import health, home, search

app_name = "web"
urlpatterns = [
    path("", home.public_home, name="public_home"),
    path("home", home.home, name="home"),
    path("search", search.search, name="search"),
    path("health", health.health, name="health"),
]
