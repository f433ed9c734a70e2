"""Word and PDF files, written from one neutral description.

A room says what a paper holds (`parts`); `word.write` and `pdf.write` say how it looks. Both carry
the partnership's name, the marking on every page, page numbers and a structure that a screen reader
can follow. The PDF keeps to PDF/UA-1 and PDF/A-2a.
"""
