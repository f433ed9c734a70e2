"""What people enter about recommendations and actions."""
