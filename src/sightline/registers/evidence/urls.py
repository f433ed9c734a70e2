"""Documents: one version of one document, downloaded."""

from django.urls import path

from sightline.registers.evidence import views

app_name = "evidence"
urlpatterns = [path("documents/<int:number>", views.download, name="download")]
