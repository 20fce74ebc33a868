"""The tabs: the overview, and one per account."""
