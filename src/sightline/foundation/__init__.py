"""Foundation: accounts, trail, outbox, jobs, files and page kit. Knows nothing of safeguarding."""
