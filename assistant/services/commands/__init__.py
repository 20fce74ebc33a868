"""The commands by what they change; ``ledger.Ledger`` is all of them together."""
