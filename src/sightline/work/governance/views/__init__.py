"""The pages of governance, by subject."""
