"""Documents: one version downloaded; a document with its versions, a newer one, withdrawal."""

from django.urls import path

from sightline.registers.evidence import views

app_name = "evidence"
urlpatterns = [
    path("documents/<int:number>", views.download, name="download"),
    path("papers/<int:number>", views.document, name="document"),
    path("papers/<int:number>/version", views.file_version, name="file_version"),
    path("papers/<int:number>/withdraw", views.withdraw_document, name="withdraw_document"),
]
