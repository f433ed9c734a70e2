"""Lines of the trail about promises and what fulfilled them."""

from sightline.foundation.trail.events import Event

fulfilment_withdrawn = Event("fulfilment_withdrawn", "Withdrew an entry of {on}: {reason}")
attested = Event("duty_attested", "Attested evidence for {duty} on {on}")
dispensed = Event("duty_dispensed", "Dispensed with {duty} from {starts} to {ends}: {reason}")
dispensation_withdrawn = Event("dispensation_withdrawn", "Took back the decision on {duty}")
clock_started = Event("clock_started", "Started the clock of {duty}: due {due}")
clock_stopped = Event("clock_stopped", "Stopped the clock of {duty} on {on}")
draft_offered = Event("draft_offered", "Put a draft of {document} before {body} for approval")
draft_answered = Event("draft_answered", "Recorded what was said of the draft on {on}: {answer}")
edition_begun = Event("edition_begun", "Began {edition} of {document} on {on}")
edition_withdrawn = Event("edition_withdrawn", "Withdrew {edition} of a document: {reason}")
document_taken_down = Event("document_taken_down", "Taken down on {on}: {reason}")
document_put_back = Event("document_put_back", "Put back on {on}")
document_shelved = Event("document_shelved", "{document} was {did} on {on}")
