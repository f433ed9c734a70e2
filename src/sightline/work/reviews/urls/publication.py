"""What is published of a review, and where it is read."""

from django.urls import path

from sightline.work.reviews.views import published, publishing, safety

urlpatterns = [
    path("cases/<str:reference>/publication", publishing.publication, name="publication"),
    path("cases/<str:reference>/publication/file", safety.upload_report, name="upload_report"),
    path("cases/<str:reference>/publication/text", safety.write_text, name="write_text"),
    path(
        "cases/<str:reference>/publication/family",
        publishing.record_family_told,
        name="record_family_told",
    ),
    path(
        "cases/<str:reference>/publication/accuracy",
        publishing.confirm_accuracy,
        name="confirm_accuracy",
    ),
    path(
        "cases/<str:reference>/publication/decide",
        publishing.decide_publication,
        name="decide_publication",
    ),
    path("cases/<str:reference>/publication/sent", publishing.record_copy, name="record_copy"),
    path(
        "cases/<str:reference>/publication/release",
        publishing.release_review,
        name="release_review",
    ),
    path(
        "cases/<str:reference>/publication/after",
        publishing.after_publication,
        name="after_publication",
    ),
    path("cases/<str:reference>/publication/changes", publishing.tell_change, name="tell_change"),
    path(
        "cases/<str:reference>/publication/changes/<int:number>/release",
        publishing.release_change,
        name="release_change",
    ),
    path(
        "cases/<str:reference>/publication/deposit",
        publishing.record_deposit,
        name="record_deposit",
    ),
    path("cases/<str:reference>/publication/take-down", publishing.take_down, name="take_down"),
    path(
        "people-of-cases/<str:reference>/safety-checks/<int:number>",
        safety.safety_check,
        name="safety_check",
    ),
    path("published-reviews", published.published_reviews, name="published_reviews"),
    path("published-reviews/<slug:slug>", published.published_review, name="published_review"),
    path(
        "published-reviews/<slug:slug>.pdf",
        published.published_review_pdf,
        name="published_review_pdf",
    ),
]
