"""Documents filed against a record: papers, minutes, reports, with every version kept."""
