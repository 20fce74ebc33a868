"""Files for other programs, one module each."""
