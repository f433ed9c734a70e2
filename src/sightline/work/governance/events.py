"""Lines of the trail about meetings."""

from sightline.foundation.trail.events import Event

meeting_planned = Event("meeting_planned", "Planned a meeting of {body} on {on}")
meeting_proposed = Event("meeting_proposed", "Proposed a meeting of {body} on {on}")
meeting_confirmed = Event("meeting_confirmed", "Confirmed the meeting of {on}")
meeting_moved = Event("meeting_moved", "Moved the meeting from {before} to {on}: {reason}")
attendance_recorded = Event(
    "attendance_recorded", "Recorded who came: {present} present of {places} places"
)
meeting_held = Event("meeting_held", "Recorded the meeting of {on} as held, chaired by {chair}")
meeting_reopened = Event("meeting_reopened", "Reopened the record of the meeting: {reason}")
meeting_cancelled = Event("meeting_cancelled", "Cancelled the meeting of {on}: {reason}")
report_received = Event("report_received", "Received the report of {source}")
# requests
request_made = Event("request_made", "Asked {body}")
request_answered = Event("request_answered", "Answered the request: {state}")
request_finished = Event("request_finished", "Recorded what came of the request")
request_withdrawn = Event("request_withdrawn", "Withdrew the request")
# disputes
dispute_raised = Event("dispute_raised", "Raised a dispute in the Executive")
dispute_referred = Event("dispute_referred", "Referred the dispute: {to}")
dispute_settled = Event("dispute_settled", "Recorded that the dispute is settled")
dispute_not_settled = Event("dispute_not_settled", "Recorded that this stage did not settle it")
dispute_withdrawn = Event("dispute_withdrawn", "Withdrew the dispute")
dispute_read = Event("dispute_read", "Opened a dispute in the Executive")
# task and finish groups
task_group_set_up = Event("task_group_set_up", "Set up the group until {ends}")
task_group_extended = Event(
    "task_group_extended", "Put off its end from {before} to {ends}: {reason}"
)
task_group_reported = Event("task_group_reported", "Recorded the group's report back")
# reports
report_begun = Event("report_begun", "Began the report")
report_written = Event("report_written", "Saved the chair's part of the report")
report_submitted = Event("report_submitted", "Submitted the report to the business manager")
report_given_back = Event("report_given_back", "Gave the report back to its chair")
report_passed_on = Event("report_passed_on", "Put the report before the meeting of {on}")
# forum
forum_pack_written = Event("forum_pack_written", "Wrote the forum's pack")
forum_link_sent = Event("forum_link_sent", "Sent the forum's pack to a member: {who}")
forum_theme_recorded = Event("forum_theme_recorded", "Recorded what was said at the forum")
forum_theme_answered = Event("forum_theme_answered", "Recorded what became of what was said")
# agenda
item_added = Event("item_added", "Put the item on the agenda")
item_changed = Event("item_changed", "Changed the item")
item_removed = Event("item_removed", "Took the item off the agenda: {reason}")
item_carried = Event("item_carried", "Carried the item to the next meeting: {reason}")
agenda_ordered = Event("agenda_ordered", "Put the agenda in another order")
standing_item_kept = Event("standing_item_kept", "Added to every agenda of {body}: {title}")
standing_item_ended = Event("standing_item_ended", "Ended on agendas of {body}: {title}")
# minutes
minute_written = Event("minute_written", "Wrote the minute")
minute_amended = Event("minute_amended", "Amended the approved minute: {reason}")
minutes_approved = Event("minutes_approved", "Approved the minutes: {how}")
decision_recorded = Event("decision_recorded", "Recorded a decision")
decision_withdrawn = Event("decision_withdrawn", "Withdrew a decision: {reason}")
# documents
pack_read = Event("pack_read", "Opened a pack with sensitive papers")
pack_issued = Event("pack_issued", "Issued the pack to {people} people")
supplement_issued = Event("supplement_issued", "Issued a supplement to {people} people")
