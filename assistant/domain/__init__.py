"""The rules: pure functions on frozen records, nothing of Qt, SQL, files, clock or words."""
