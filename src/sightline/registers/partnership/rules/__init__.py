"""What an arrangement file may say, and how it is read, checked and compared. Pure Python."""
