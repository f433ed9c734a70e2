"""The front door's own addresses."""

from django.urls import path

from sightline.web import demonstration, home, office, search

app_name = "web"
urlpatterns = [
    path("", home.public_home, name="public_home"),
    path("home", home.home, name="home"),
    path("partnership", home.partnership, name="partnership"),
    path("partnerships", home.choose_partnership, name="choose_partnership"),
    path("search", search.search, name="search"),
    path("demonstration", demonstration.people, name="demonstration"),
    path("demonstration/sign-in", demonstration.sign_in, name="demonstration_sign_in"),
    path("trail", office.trail, name="trail"),
    path("settings", office.settings, name="settings"),
    path("settings/queues", office.queues, name="queues"),
    path("settings/queues/jobs/<int:number>", office.retry_job, name="retry_job"),
    path("settings/queues/mail/<str:number>", office.retry_message, name="retry_message"),
    path("settings/accounts", office.accounts_and_access, name="accounts"),
    path("settings/accounts/<int:number>", office.account_of, name="account_of"),
]
