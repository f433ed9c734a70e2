"""What may be planned, judged and rated, and when. Pure Python."""
