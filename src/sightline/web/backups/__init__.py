"""Backups: what is written, put back and proved. A backup is what a restore drill has shown."""
