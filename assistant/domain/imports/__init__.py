"""Rows of bill files: what they are, what they mean, which are known already, where they go."""
