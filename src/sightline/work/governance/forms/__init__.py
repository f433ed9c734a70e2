"""The forms of governance, by subject."""
