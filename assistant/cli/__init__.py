"""The program without windows: for scripts and for checking; imports no Qt. Forms: docs/cli.md."""
