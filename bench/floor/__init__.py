"""The floor: the least a Django page with session, user and fifty rows can cost."""
