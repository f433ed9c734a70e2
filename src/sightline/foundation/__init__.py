"""Foundation: accounts, trail, outbox, jobs, files and the page kit. Knows nothing of safeguarding."""
