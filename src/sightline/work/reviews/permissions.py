"""Who may record, judge and notify a serious incident, and run the reviews that follow. Sight of a
case is a matter of names, never of these."""

from sightline.foundation.permissions import Permission

see_cases = Permission(
    "reviews.see_cases",
    "See the cases one is named to, or was given sight of",
    frozenset(
        {
            "agency-lead",
            "business-manager",
            "business-unit",
            "caseworker",
            "data-protection-officer",
            "executive-member",
            "group-chair",
            "group-member",
            "lead-partner",
            "notifier",
            "panel-administrator",
            "practitioner",
            "school-lead",
            "scrutineer",
        }
    ),
)
notify = Permission(
    "reviews.notify",
    "Record a serious incident, judge it, decide whether to notify, and record what was sent",
    frozenset({"notifier"}),
)
name_people = Permission(
    "reviews.name_people",
    "Name a caseworker or another notifier to a case one sees, and end it",
    frozenset({"notifier", "caseworker", "business-manager"}),
)
keep_identities = Permission(
    "reviews.keep_identities",
    "Keep the identities of the people of a case, and have one revealed for a reason",
    frozenset({"notifier", "caseworker", "business-manager"}),
)
run_rapid_reviews = Permission(
    "reviews.run_rapid_reviews",
    "Begin a rapid review, ask agencies, release what they submit, record what the panel answers",
    frozenset({"caseworker", "business-manager"}),
)
record_decisions = Permission(
    "reviews.record_decisions",
    "Record what the Executive decides on a local review, and each delay it approves",
    frozenset({"caseworker", "business-manager"}),
)
see_readers = Permission(
    "reviews.see_readers",
    "See who opened a case that one sees, how often, and why",
    frozenset({"notifier", "caseworker", "business-manager"}),
)
watch_reading = Permission(
    "reviews.watch_reading",
    "See unusual reading of cases: by whom, when and of which references",
    frozenset({"data-protection-officer"}),
)
enter_position = Permission(
    "reviews.enter_position",
    "Enter what one holds as a lead partner who was given the pack of a case",
    frozenset({"lead-partner"}),
)
run_local_reviews = Permission(
    "reviews.run_local_reviews",
    "Run a local review: its terms, reviewer, agencies, family, drafts and findings",
    frozenset({"caseworker", "business-manager"}),
)
answer_for_agency = Permission(
    "reviews.answer_for_agency",
    "Answer for one's agency in the space of one's own that a request opens",
    see_cases.held_by,
)
publish_reviews = Permission(
    "reviews.publish_reviews",
    "Prepare what is published of a review, record what is done before, and release it",
    frozenset({"caseworker", "business-manager"}),
)
justify_hits = Permission(
    "reviews.justify_hits",
    "Justify, as a second person, what a safety check has found",
    frozenset({"caseworker", "business-manager", "notifier", "data-protection-officer"}),
)
run_learning_reviews = Permission(
    "reviews.run_learning_reviews",
    "Begin and run learning reviews, and pass learning to a group",
    frozenset({"caseworker", "business-manager"}),
)
take_up_learning = Permission(
    "reviews.take_up_learning",
    "Record what a group does with learning that was passed to it",
    frozenset({"business-manager", "business-unit", "group-chair"}),
)
see_review_figures = Permission(
    "reviews.see_review_figures",
    "See and export what the reviews that one sees add up to, small numbers protected",
    frozenset({"caseworker", "business-manager"}),
)
see_disclosures = Permission(
    "reviews.see_disclosures",
    "See the log of requests for what is held of cases; their words in the cases that one sees",
    frozenset({"notifier", "caseworker", "business-manager", "data-protection-officer"}),
)
answer_disclosures = Permission(
    "reviews.answer_disclosures",
    "Record who asks for what of a case, prepare the answer, and record that it was sent",
    frozenset({"caseworker", "business-manager"}),
)
check_disclosures = Permission(
    "reviews.check_disclosures",
    "Check, as a second person, what is disclosed of a case that one sees",
    see_disclosures.held_by,
)
