"""Pages of the register: a duty, and the shelf of documents the arrangements speak of."""
