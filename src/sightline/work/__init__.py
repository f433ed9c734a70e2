"""Work: one room per strand of partnership business, strangers to one another."""
