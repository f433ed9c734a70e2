"""What is allowed when in a case, and what follows from what was judged. Pure Python."""
