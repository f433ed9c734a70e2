"""What people type about plans and risks."""
