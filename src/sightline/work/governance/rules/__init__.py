"""What is allowed when, by subject."""
