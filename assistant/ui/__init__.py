"""Qt only: widgets that show what queries give and run commands through the bus."""
