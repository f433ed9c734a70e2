"""What may be stored: pure checks of a file on disk, by kind. Each refuses with a sentence that
says what is wrong and what the person can do (security.md 5)."""
