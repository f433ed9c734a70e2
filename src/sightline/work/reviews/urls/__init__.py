"""Cases: noun, reference, verb. No address says what a case is about."""

from django.urls import path

from sightline.work.reviews.urls import (
    agency_answers,
    deciding_window,
    disclosing,
    learning,
    local,
    merged_chronology,
    papers,
    publication,
    reading,
)
from sightline.work.reviews.views import (
    agencies,
    cases,
    deciding,
    listing,
    notifying,
    people,
    rapid_review,
    recording,
)

app_name = "reviews"
urlpatterns = [
    *agency_answers.urlpatterns,
    *deciding_window.urlpatterns,
    *disclosing.urlpatterns,
    *merged_chronology.urlpatterns,
    *reading.urlpatterns,
    path("cases", listing.cases, name="cases"),
    path("cases/reviews-and-requests", listing.spaces, name="spaces"),
    path("cases/record", recording.record_incident, name="record_incident"),
    path("cases/<str:reference>", cases.case, name="case"),
    path("cases/<str:reference>/open", cases.attest, name="attest"),
    path("cases/<str:reference>/correct", recording.correct_incident, name="correct_incident"),
    path("cases/<str:reference>/names", cases.names, name="names"),
    path("cases/<str:reference>/names/<int:number>/end", cases.end_naming, name="end_naming"),
    # notifying
    path(
        "cases/<str:reference>/judge/<slug:criterion>",
        notifying.judge_criterion,
        name="judge_criterion",
    ),
    path("cases/<str:reference>/views", notifying.record_partner_view, name="record_partner_view"),
    path("cases/<str:reference>/decide", notifying.decide_notifying, name="decide_notifying"),
    path("cases/<str:reference>/sent", notifying.record_sending, name="record_sending"),
    path("cases/<str:reference>/replies", notifying.record_reply, name="record_reply"),
    path(
        "cases/<str:reference>/withdraw",
        notifying.withdraw_notification,
        name="withdraw_notification",
    ),
    # people
    path("people-of-cases/<str:reference>", people.people, name="people"),
    path("people-of-cases/<str:reference>/add", people.keep_identity, name="keep_identity"),
    path(
        "people-of-cases/<str:reference>/<int:number>/correct",
        people.correct_identity,
        name="correct_identity",
    ),
    path(
        "people-of-cases/<str:reference>/<int:number>/reveal",
        people.reveal_identity,
        name="reveal_identity",
    ),
    # rapid review
    path(
        "cases/<str:reference>/begin-review",
        rapid_review.begin_rapid_review,
        name="begin_rapid_review",
    ),
    path("rapid-reviews/<str:reference>", rapid_review.rapid_review, name="rapid_review"),
    path("rapid-reviews/<str:reference>/open", rapid_review.attest_review, name="attest_review"),
    path("rapid-reviews/<str:reference>/ask", rapid_review.ask_agency, name="ask_agency"),
    path(
        "rapid-reviews/<str:reference>/answer/<slug:purpose>",
        rapid_review.answer_purpose,
        name="answer_purpose",
    ),
    path(
        "rapid-reviews/<str:reference>/recommend",
        deciding.recommend_review,
        name="recommend_review",
    ),
    # deciding
    path("cases/<str:reference>/local-review", deciding.local_review, name="local_review"),
    path("cases/<str:reference>/local-review/decide", deciding.decide_review, name="decide_review"),
    path(
        "cases/<str:reference>/local-review/decisions/<int:number>/told",
        deciding.tell_decision,
        name="tell_decision",
    ),
    path("cases/<str:reference>/local-review/delay", deciding.delay_review, name="delay_review"),
    path(
        "cases/<str:reference>/local-review/delays/<int:number>/told",
        deciding.tell_delay,
        name="tell_delay",
    ),
    *local.urlpatterns,
    *publication.urlpatterns,
    # agencies
    path("agency-requests/<str:reference>", agencies.agency_request, name="agency_request"),
    path("agency-requests/<str:reference>/write", agencies.save_summary, name="save_summary"),
    path("agency-requests/<str:reference>/events", agencies.add_event, name="add_event"),
    path(
        "agency-requests/<str:reference>/events/<int:number>/remove",
        agencies.remove_event,
        name="remove_event",
    ),
    path("agency-requests/<str:reference>/submit", agencies.submit_summary, name="submit_summary"),
    path("agency-requests/<str:reference>/extend", agencies.extend_request, name="extend_request"),
    path(
        "agency-requests/<str:reference>/release", agencies.release_summary, name="release_summary"
    ),
    *learning.urlpatterns,
    *papers.urlpatterns,
]
