"""Registers: who we are, and the ledgers that any piece of work is entered in."""
