"""Lines of the trail about recommendations and actions."""

from sightline.foundation.trail.events import Event

recommendation_made = Event("recommendation_made", "Entered the recommendation")
recommendation_answered = Event("recommendation_answered", "Answered: {response}")
recommendation_spread = Event("recommendation_spread", "Recorded how it was made known: {how}")
action_made = Event("action_made", "Entered the action, due {due_on}")
action_progressed = Event("action_progressed", "Reported progress")
action_moved = Event("action_moved", "Moved the due date from {old_on} to {new_on}: {reason}")
action_handed_over = Event(
    "action_handed_over", "Handed the action over to {owner}: {reason}", ("owner",)
)
action_completed = Event("action_completed", "Recorded the action as complete")
action_verified = Event("action_verified", "Recorded what the group found: {state}")
action_reopened = Event("action_reopened", "Reopened the action: {reason}")
action_cancelled = Event("action_cancelled", "Recorded that it is no longer needed: {reason}")
action_merged = Event("action_merged", "Merged {merged} into {kept}")
proof_added = Event("proof_added", "Added what was seen of practice: {shown_by}")
actions_received = Event("actions_received", "Sent a spreadsheet of actions to be looked at")
actions_brought_in = Event("actions_brought_in", "Brought in {count} actions from a spreadsheet")
