"""What goes out into files: one module each."""
