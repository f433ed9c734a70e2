"""What is allowed when in training, and what follows. Pure Python."""
