"""The trail: who changed what and who read what was restricted, never altered, chained by hash."""
