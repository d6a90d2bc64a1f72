"""One file a paper: what stands in it, and for whom."""
