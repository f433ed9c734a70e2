"""Drafts: what somebody typed into a form and has not yet sent stays theirs and is not lost."""
