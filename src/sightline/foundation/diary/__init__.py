"""Diaries: what happens when, who is invited, invitations and changes as calendar programs take
them by e-mail, and a private feed per person. No title, place or address here tells of a case."""
