"""Slow proofs."""
