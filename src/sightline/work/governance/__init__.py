"""Governance: the meetings of every body, who came, and what was put before them (R3.1 to R3.3)."""
