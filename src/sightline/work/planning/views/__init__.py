"""Pages of the business plan and of the risks."""
