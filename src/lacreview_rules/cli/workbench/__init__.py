"""The command that opens the workbench."""
