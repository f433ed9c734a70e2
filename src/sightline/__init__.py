"""Sightline: what a safeguarding children partnership promised, and whether it is done."""
