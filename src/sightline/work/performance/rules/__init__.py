"""Arithmetic of the data set: control charts, rare events, many series at once, periods, files."""
