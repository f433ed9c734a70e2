"""What may become of actions and recommendations, and who sees them. Pure Python."""
