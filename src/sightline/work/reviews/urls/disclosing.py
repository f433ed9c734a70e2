"""Who asked for what of a case."""

from django.urls import path

from sightline.work.reviews.views import disclosing as views
from sightline.work.reviews.views import disclosure_log

OF_CASE = "cases/<str:reference>/disclosures"
urlpatterns = [
    path("cases/disclosures", disclosure_log.disclosure_log, name="disclosure_log"),
    path(OF_CASE, views.disclosures, name="disclosures"),
    path(f"{OF_CASE}/record", views.record_disclosure_request, name="record_disclosure_request"),
    path(f"{OF_CASE}/<int:number>/prepare", views.prepare_disclosure, name="prepare_disclosure"),
    path(f"{OF_CASE}/<int:number>/check", views.check_disclosure, name="check_disclosure"),
    path(f"{OF_CASE}/<int:number>/sent", views.send_disclosure, name="send_disclosure"),
]
