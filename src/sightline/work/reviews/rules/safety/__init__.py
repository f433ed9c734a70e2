"""The safety check before publication (R6.6): every word of a Word or PDF file is read, also what
is hidden in it, and held against who must not be found in it. Pure Python."""
