"""Use cases: commands, reads, reminders, products; no Qt and no SQL."""
