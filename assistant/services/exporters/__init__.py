"""What goes out: everything as JSON, tables as CSV, one sheet per account as XLSX."""
