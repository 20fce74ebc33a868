"""One module per bill format; ``services.imports.registry`` lists them, none knows another."""
