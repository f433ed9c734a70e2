"""`make bench`: what a page costs, as a ratio to a plain page of the same machine, in one run."""
