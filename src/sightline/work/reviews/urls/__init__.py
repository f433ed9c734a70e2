"""Cases: noun, reference, verb. No address says what a case is about."""

from django.urls import path

from sightline.work.reviews.urls import (
    agency_answers,
    deciding_window,
    learning,
    merged_chronology,
    papers,
    reading,
)
from sightline.work.reviews.views import (
    agencies,
    cases,
    deciding,
    local_review,
    local_review_agencies,
    local_review_drafts,
    local_review_findings,
    local_review_people,
    notifying,
    people,
    published,
    publishing,
    rapid_review,
    recording,
    safety,
)

app_name = "reviews"
urlpatterns = [
    *agency_answers.urlpatterns,
    *deciding_window.urlpatterns,
    *merged_chronology.urlpatterns,
    *reading.urlpatterns,
    path("cases", cases.cases, name="cases"),
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
    # the local review itself
    path(
        "cases/<str:reference>/local-review/begin",
        local_review.begin_local_review,
        name="begin_local_review",
    ),
    path("local-reviews/<str:reference>", local_review.local_review_room, name="local_review_room"),
    path(
        "local-reviews/<str:reference>/open",
        local_review.attest_local_review,
        name="attest_local_review",
    ),
    path("local-reviews/<str:reference>/terms", local_review.set_terms, name="set_terms"),
    path(
        "local-reviews/<str:reference>/reviewers",
        local_review.appoint_reviewer,
        name="appoint_reviewer",
    ),
    path(
        "local-reviews/<str:reference>/reviewers/<int:number>/end",
        local_review.end_reviewer,
        name="end_reviewer",
    ),
    path(
        "local-reviews/<str:reference>/proceedings",
        local_review.record_proceeding,
        name="record_proceeding",
    ),
    path(
        "local-reviews/<str:reference>/proceedings/<int:number>",
        local_review.review_proceeding,
        name="review_proceeding",
    ),
    path(
        "local-reviews/<str:reference>/agencies",
        local_review_agencies.local_review_agencies,
        name="local_review_agencies",
    ),
    path(
        "local-reviews/<str:reference>/agencies/ask",
        local_review_agencies.ask_for_information,
        name="ask_for_information",
    ),
    path(
        "information-requests/<str:reference>",
        local_review_agencies.information_request,
        name="information_request",
    ),
    path(
        "information-requests/<str:reference>/answer",
        local_review_agencies.answer_information,
        name="answer_information",
    ),
    path(
        "information-requests/<str:reference>/chase",
        local_review_agencies.chase_information,
        name="chase_information",
    ),
    path(
        "information-requests/<str:reference>/extend",
        local_review_agencies.extend_information,
        name="extend_information",
    ),
    path(
        "local-reviews/<str:reference>/family",
        local_review_people.local_review_family,
        name="local_review_family",
    ),
    path(
        "local-reviews/<str:reference>/family/plan",
        local_review_people.plan_family,
        name="plan_family",
    ),
    path(
        "local-reviews/<str:reference>/family/<int:number>",
        local_review_people.record_family_step,
        name="record_family_step",
    ),
    path(
        "local-reviews/<str:reference>/practitioners",
        local_review_people.record_practitioner_event,
        name="record_practitioner_event",
    ),
    path(
        "local-reviews/<str:reference>/drafts",
        local_review_drafts.local_review_drafts,
        name="local_review_drafts",
    ),
    path(
        "local-reviews/<str:reference>/drafts/file",
        local_review_drafts.file_draft,
        name="file_draft",
    ),
    path(
        "local-reviews/<str:reference>/drafts/<int:number>/ask",
        local_review_drafts.ask_about_draft,
        name="ask_about_draft",
    ),
    path(
        "local-reviews/<str:reference>/accuracy/<int:number>",
        local_review_drafts.record_accuracy,
        name="record_accuracy",
    ),
    path(
        "local-reviews/<str:reference>/accuracy/<int:number>/correct",
        local_review_drafts.settle_correction,
        name="settle_correction",
    ),
    path(
        "local-reviews/<str:reference>/findings",
        local_review_findings.local_review_findings,
        name="local_review_findings",
    ),
    path(
        "local-reviews/<str:reference>/findings/record",
        local_review_findings.record_finding,
        name="record_finding",
    ),
    path(
        "local-reviews/<str:reference>/findings/<int:number>/recommend",
        local_review_findings.recommend_from_finding,
        name="recommend_from_finding",
    ),
    path(
        "local-reviews/<str:reference>/learning",
        local_review_findings.record_interim_learning,
        name="record_interim_learning",
    ),
    path(
        "local-reviews/<str:reference>/complete",
        local_review_findings.complete_local_review,
        name="complete_local_review",
    ),
    # publishing
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
