"""Pages of the partnership: for everybody, and for its members."""
