"""Pages of recommendations and actions."""
