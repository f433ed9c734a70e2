"""Lines of the trail about cases: that something was done, never what the case is about."""

from sightline.foundation.trail.events import Event

case_recorded = Event("case_recorded", "Recorded a case")
case_corrected = Event("case_corrected", "Corrected what is known of the case")
case_attested = Event("case_attested", "Said why they need to see the case")
case_read = Event("case_read", "Opened a page of the case")
case_person_named = Event("case_person_named", "Named {name} to the case", ("name",))
case_naming_ended = Event("case_naming_ended", "Ended that {name} is named to the case", ("name",))
criterion_judged = Event("criterion_judged", "Judged a criterion")
partner_view_recorded = Event("partner_view_recorded", "Recorded the view of a partner")
notifying_decided = Event("notifying_decided", "Recorded the decision whether to notify")
notification_sent = Event("notification_sent", "Recorded what was sent")
panel_replied = Event("panel_replied", "Recorded a reply of the Panel")
notification_withdrawn = Event("notification_withdrawn", "Took the notification back")
identity_kept = Event("identity_kept", "Added {label} to the people of the case")
identity_revealed = Event("identity_revealed", "Had the identity of {label} revealed")
identities_read = Event("identities_read", "Opened the people of the case")
