"""The cover sheet of every piece of work: reference, title, marking and audience; and who, by
grant or by conflict of interest, may or may not see it (security floor: R0.6)."""
