"""One's own dates, and the feed of them."""

from django.urls import path

from sightline.foundation.diary import views

app_name = "diary"
urlpatterns = [
    path("diary", views.my_dates, name="my_dates"),
    path("diary/subscribe", views.subscribe, name="subscribe"),
    path("diary/unsubscribe", views.unsubscribe, name="unsubscribe"),
    path("diary/feed/<str:secret>.ics", views.feed, name="feed"),
]
