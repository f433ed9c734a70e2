"""What the arrangements promise, what fulfilled it, and the live state of every promise (R0.3)."""
