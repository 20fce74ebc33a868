"""The only place with SQL: one file, its repositories, its undo journal and its backups."""
