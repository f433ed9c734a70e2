"""The front door's own addresses."""

from django.urls import path

from sightline.web import demonstration, home, search

app_name = "web"
urlpatterns = [
    path("", home.public_home, name="public_home"),
    path("home", home.home, name="home"),
    path("search", search.search, name="search"),
    path("demonstration", demonstration.people, name="demonstration"),
    path("demonstration/sign-in", demonstration.sign_in, name="demonstration_sign_in"),
]
