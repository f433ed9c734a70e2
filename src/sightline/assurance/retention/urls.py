"""Retention: periods, holds, proposals, certificates."""

from django.urls import path

from sightline.assurance.retention import views

app_name = "retention"
urlpatterns = [
    path("retention", views.retention, name="retention"),
    path("retention/periods/<slug:code>", views.set_period, name="set_period"),
    path("retention/hold", views.put_hold, name="put_hold"),
    path("retention/holds/<int:number>/end", views.end_hold, name="end_hold"),
    path("retention/propose", views.propose, name="propose"),
    path("retention/proposals/<int:number>", views.proposal, name="proposal"),
    path("retention/certificates", views.certificates, name="certificates"),
    path("retention/certificates/<str:reference>", views.certificate, name="certificate"),
    path(
        "retention/certificates/<str:reference>/pdf",
        views.certificate_file,
        name="certificate_file",
    ),
]
