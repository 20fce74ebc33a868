"""What goes out: everything as JSON, tables as CSV and XLSX, dues as iCalendar; one module each."""
