"""What belongs to an agency's answer beside its words."""

from django.urls import path

from sightline.work.reviews.views import agency_documents, chronology_import

urlpatterns = [
    path(
        "agency-requests/<str:reference>/documents",
        agency_documents.add_agency_document,
        name="add_agency_document",
    ),
    path(
        "agency-requests/<str:reference>/documents/<int:number>",
        agency_documents.agency_document,
        name="agency_document",
    ),
    path(
        "agency-requests/<str:reference>/documents/<int:number>/remove",
        agency_documents.remove_agency_document,
        name="remove_agency_document",
    ),
    path(
        "rapid-reviews/<str:reference>/documents",
        agency_documents.released_documents,
        name="released_documents",
    ),
    path(
        "rapid-reviews/<str:reference>/documents/<int:number>",
        agency_documents.released_document,
        name="released_document",
    ),
    path(
        "agency-requests/chronology-template",
        chronology_import.chronology_template,
        name="chronology_template",
    ),
    path(
        "agency-requests/<str:reference>/chronology",
        chronology_import.receive_chronology,
        name="receive_chronology",
    ),
    path(
        "agency-requests/<str:reference>/chronology/<int:number>",
        chronology_import.look_at_chronology,
        name="look_at_chronology",
    ),
]
