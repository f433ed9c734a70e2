"""Background and scheduled work: entered in the business transaction, done at least once, and
listed for a person to see when it fails for good."""
