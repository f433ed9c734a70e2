"""Who reads the data set, who keeps it, and who sees counts as small as they are."""

from sightline.foundation.permissions import Permission

KEEPERS = frozenset({"business-manager", "business-unit", "analyst"})

see_figures = Permission(
    "performance.see_figures",
    "See the indicators of the data set with their charts",
    frozenset(
        {
            "lead-partner",
            "executive-member",
            "group-chair",
            "group-member",
            "scrutineer",
            "business-manager",
            "business-unit",
            "chief-officer",
            "analyst",
            "training-coordinator",
            "panel-administrator",
            "voice-coordinator",
            "agency-lead",
            "data-protection-officer",
        }
    ),
)
keep_figures = Permission(
    "performance.keep_figures",
    "Load figures, define indicators, and decide about charts",
    KEEPERS,
)
see_small_counts = Permission(
    "performance.see_small_counts",
    "See counts of children below the threshold of their class",
    frozenset({"business-manager", "analyst", "scrutineer"}),
)
ask_questions = Permission(
    "performance.ask_questions",
    "Ask an agency about a figure, and close the question",
    frozenset({"business-manager", "business-unit", "analyst", "group-chair", "scrutineer"}),
)
reply_to_questions = Permission(
    "performance.reply_to_questions",
    "Reply to a question about figures for one's own agency",
    frozenset({"agency-lead", "lead-partner", "executive-member", "group-member", "group-chair"})
    | KEEPERS,
)
fill_in_returns = Permission(
    "performance.fill_in_returns",
    "Fill in, submit and correct the return of one's own agency, or one sent to the office",
    frozenset({"agency-lead", "lead-partner"}) | KEEPERS,
)
comment_on_figures = Permission(
    "performance.comment_on_figures",
    "Say what is behind a figure, for one's own agency or for the office",
    frozenset({"agency-lead", "lead-partner"}) | KEEPERS,
)
publish_figures = Permission(
    "performance.publish_figures",
    "Put an indicator on the public page of headline figures, and take it off",
    KEEPERS,
)
use_programs = Permission(
    "performance.use_programs",
    "Make a token by which a program reads what may leave of the figures, and end it",
    KEEPERS | {"scrutineer", "lead-partner", "agency-lead"},
)
