"""Mutated input to every parser."""
