"""Lines of the trail about plans and risks."""

from sightline.foundation.trail.events import Event

plan_drawn_up = Event("plan_drawn_up", "Drew up the plan")
plan_copied = Event("plan_copied", "Copied the plan forward from {source}")
plan_changed = Event("plan_changed", "Changed the words of the plan: {reason}")
plan_agreed = Event("plan_agreed", "Recorded that the plan was agreed on {on}: {where}")
plan_taken_back = Event("plan_taken_back", "Took back that the plan was agreed: {reason}")
priority_added = Event("priority_added", "Added priority {number}: {reason}")
priority_changed = Event("priority_changed", "Changed priority {number}: {reason}")
objective_added = Event("objective_added", "Added the objective: {reason}")
objective_changed = Event("objective_changed", "Changed the objective: {reason}")
objective_dropped = Event("objective_dropped", "Dropped the objective: {reason}")
objective_judged = Event("objective_judged", "Judged {side} as of {on}: {value}")
# risks
risk_entered = Event("risk_entered", "Entered the risk, rated {score} after controls")
risk_changed = Event("risk_changed", "Changed the words of the risk")
risk_assessed = Event("risk_assessed", "Reassessed the risk: {score} after controls, was {was}")
risk_raised = Event("risk_raised", "Raised the risk to the Executive: {reason}")
risk_answered = Event("risk_answered", "Recorded what the Executive said of the risk")
risk_closed = Event("risk_closed", "Closed the risk: {reason}")
risk_reopened = Event("risk_reopened", "Opened the risk again: {reason}")
control_added = Event("control_added", "Added a control: {words}")
control_ended = Event("control_ended", "Ended a control: {reason}")
