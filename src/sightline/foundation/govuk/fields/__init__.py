"""The fields of a form, by what they take: boxes of text and files, choices, dates and times.

Rooms import them from `govuk.forms`.
"""
