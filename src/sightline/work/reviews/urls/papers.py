"""Files made from a case, and what comes back about not publishing."""

from django.urls import path

from sightline.work.reviews.views import commenting, files

urlpatterns = [
    path(
        "rapid-reviews/<str:reference>/report/as-<slug:kind>",
        files.rapid_review_report,
        name="rapid_review_report",
    ),
    path(
        "cases/<str:reference>/local-review/decisions/<int:number>/letter/as-<slug:kind>",
        files.decision_letter,
        name="decision_letter",
    ),
    path(
        "cases/<str:reference>/local-review/delays/<int:number>/letter/as-<slug:kind>",
        files.delay_letter,
        name="delay_letter",
    ),
    path(
        "cases/<str:reference>/publication/decisions/<int:number>/letter/as-<slug:kind>",
        files.publication_letter,
        name="publication_letter",
    ),
    path(
        "cases/<str:reference>/publication/comments",
        commenting.record_comment,
        name="record_comment",
    ),
    path(
        "cases/<str:reference>/publication/comments/<int:number>",
        commenting.consider_comment,
        name="consider_comment",
    ),
]
