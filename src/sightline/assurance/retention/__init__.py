"""Retention: how long each kind of record is kept, what must be kept longer, and how what has
passed its period is destroyed: by two persons, with a certificate, and never by itself.

Source: UK GDPR article 5(1)(e) (kept no longer than is necessary) and 5(2) (accountability).
"""
