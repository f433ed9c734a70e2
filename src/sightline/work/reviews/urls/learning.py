"""Learning reviews besides the local review, and learning that is passed on."""

from django.urls import path

from sightline.work.reviews.views import learning_reviews as views
from sightline.work.reviews.views import passing, review_figures

urlpatterns = [
    path("review-figures", review_figures.review_figures, name="review_figures"),
    path("learning-reviews", views.learning_reviews, name="learning_reviews"),
    path("learning-reviews/begin", views.begin_learning_review, name="begin_learning_review"),
    path("learning-reviews/former", views.begin_former_review, name="begin_former_review"),
    path("learning-reviews/<str:reference>", views.learning_review, name="learning_review"),
    path(
        "learning-reviews/<str:reference>/open",
        views.attest_learning_review,
        name="attest_learning_review",
    ),
    path(
        "learning-reviews/<str:reference>/names",
        views.name_to_learning_review,
        name="name_to_learning_review",
    ),
    path(
        "learning-reviews/<str:reference>/steps",
        views.record_learning_step,
        name="record_learning_step",
    ),
    path(
        "learning-reviews/<str:reference>/findings",
        views.record_learning_finding,
        name="record_learning_finding",
    ),
    path(
        "learning-reviews/<str:reference>/findings/<int:number>/recommend",
        views.recommend_from_learning,
        name="recommend_from_learning",
    ),
    path(
        "learning-reviews/<str:reference>/complete",
        views.end_learning_review,
        name="end_learning_review",
    ),
    path("learning-reviews/<str:reference>/pass", passing.pass_learning, name="pass_learning"),
    path(
        "local-reviews/<str:reference>/pass",
        passing.pass_local_learning,
        name="pass_local_learning",
    ),
    path("passed-learning/<str:reference>", passing.passed_learning, name="passed_learning"),
    path(
        "passed-learning/<str:reference>/answer",
        passing.take_up_learning,
        name="take_up_learning",
    ),
]
