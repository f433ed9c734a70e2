"""Assurance: rooms that read across the work and write none of it."""
