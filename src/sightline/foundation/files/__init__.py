"""Stored files: what people upload is checked by its true content, kept by its hash outside the web
root, scanned where a scanner is configured, and served only as a download."""
